package dev.trestle.app.impact;

import java.time.Instant;

/**
 * A version that came of a cause. Ids only.
 *
 * @param seq journal entry that made it
 * @param source of that entry
 * @param patient id of the Patient, empty for none
 * @param current version that stands now
 */
public record VersionRow(
    long seq,
    String source,
    String type,
    String id,
    int version,
    Instant lastUpdated,
    String patient,
    int current,
    long rid) {}
