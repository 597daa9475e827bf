package dev.trestle.kernel.site;

/**
 * The name of a source: its health system and the feed, written {@code mercy/adt}.
 *
 * @param healthSystem id of the health system
 * @param feed id of the source within it
 */
public record SourceName(String healthSystem, String feed) implements Comparable<SourceName> {
  /** Reads {@code mercy/adt}. */
  public static SourceName parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("a source is written HEALTH-SYSTEM/SOURCE: " + text);
    }
    return new SourceName(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(SourceName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return healthSystem + "/" + feed;
  }
}
