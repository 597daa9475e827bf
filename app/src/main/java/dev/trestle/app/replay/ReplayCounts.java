package dev.trestle.app.replay;

/**
 * How far a replay is, or what came of it.
 *
 * @param messages to look at
 * @param looked at so far
 * @param compared translated by both versions
 * @param differ of them
 * @param repeats of another message, which say nothing of their own
 * @param big longer than a replay takes
 * @param unreadable whose bytes are gone or do not open
 */
public record ReplayCounts(
    long messages,
    long looked,
    long compared,
    long differ,
    long repeats,
    long big,
    long unreadable) {
  /** Both together; what is to be looked at is what was. */
  ReplayCounts plus(ReplayCounts more) {
    return new ReplayCounts(
        looked + more.looked,
        looked + more.looked,
        compared + more.compared,
        differ + more.differ,
        repeats + more.repeats,
        big + more.big,
        unreadable + more.unreadable);
  }

  /** {@code 3 of 2,000 differ}. */
  public String words() {
    return String.format(java.util.Locale.ROOT, "%,d of %,d differ", differ, compared);
  }
}
