package dev.trestle.semantics.hl7v2;

/** A place that moves through a segment, byte by byte. */
final class Place {
  /** How deep a place is told. */
  static final int FIELD = 0;

  static final int REPETITION = 1;
  static final int COMPONENT = 2;
  static final int SUBCOMPONENT = 3;

  private final Segment segment;
  private final Delimiters delimiters;
  private final boolean header;
  private int field;
  private int repetition = 1;
  private int component = 1;
  private int subcomponent = 1;

  /**
   * At the segment's name.
   *
   * @param header whether its first field is the separator
   */
  Place(Segment segment, Delimiters delimiters, boolean header) {
    this.segment = segment;
    this.delimiters = delimiters;
    this.header = header;
  }

  void pass(byte b) {
    if (b == delimiters.field()) {
      field += header && field == 0 ? 2 : 1;
      repetition = 1;
      component = 1;
      subcomponent = 1;
    } else if (b == delimiters.repetitionOrNone()) {
      repetition++;
      component = 1;
      subcomponent = 1;
    } else if (b == delimiters.componentOrNone()) {
      component++;
      subcomponent = 1;
    } else if (b == delimiters.subcomponentOrNone()) {
      subcomponent++;
    }
  }

  /** How deep a part can be that has this byte inside. */
  int depthAbove(byte b) {
    return b == delimiters.repetitionOrNone()
        ? FIELD
        : b == delimiters.componentOrNone()
            ? REPETITION
            : b == delimiters.subcomponentOrNone() ? COMPONENT : SUBCOMPONENT;
  }

  String location(int depth) {
    boolean several = segment.components(field, repetition) > 1;
    boolean parts =
        depth >= SUBCOMPONENT && segment.subcomponents(field, repetition, component) > 1;
    return segment.location(
        field,
        depth >= REPETITION ? repetition : 0,
        depth >= COMPONENT && (several || parts) ? component : 0,
        parts ? subcomponent : 0);
  }
}
