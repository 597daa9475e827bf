package dev.trestle.app.impact;

/**
 * How much came of a cause.
 *
 * @param entries journal entries
 * @param versions of resources that they made; of a link, resources that were shown as one person's
 * @param resources of those versions
 * @param patients whose resources they are
 * @param persons those patients are
 * @param reads answers with data of those patients since, from the audit
 * @param readers who got them
 */
public record Counts(
    long entries,
    long versions,
    long resources,
    long patients,
    long persons,
    long reads,
    long readers) {}
