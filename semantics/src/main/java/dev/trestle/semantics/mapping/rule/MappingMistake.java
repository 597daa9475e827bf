package dev.trestle.semantics.mapping.rule;

/**
 * Where a mapping is wrong, and why: the cause of a {@code MAPPING_INVALID}, for who lists mistakes
 * by file and line.
 */
public final class MappingMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Place place;
  private final String text;

  MappingMistake(Place place, String text) {
    super(place + ": " + text);
    this.place = place;
    this.text = text;
  }

  public Place place() {
    return place;
  }

  /** What is wrong, without the place. */
  public String text() {
    return text;
  }
}
