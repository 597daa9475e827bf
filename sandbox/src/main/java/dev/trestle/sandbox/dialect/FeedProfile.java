package dev.trestle.sandbox.dialect;

/**
 * One feed of a hospital.
 *
 * @param name {@code adt} or {@code lab}
 * @param application MSH-3
 * @param facility MSH-4
 * @param version MSH-12
 * @param wire text to bytes
 * @param notation what the standard leaves open
 */
public record FeedProfile(
    String name,
    String application,
    String facility,
    String version,
    Wire wire,
    Notation notation) {

  /** Whether the version is at least the one given, both written like {@code 2.5.1}. */
  public boolean since(String other) {
    return version.compareTo(other) >= 0;
  }
}
