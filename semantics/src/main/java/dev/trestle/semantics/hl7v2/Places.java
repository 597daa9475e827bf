package dev.trestle.semantics.hl7v2;

/** The analyst's name of the place where a byte is. */
final class Places {
  private Places() {}

  /** Segment, field, repetition and component of a byte; empty outside every segment. */
  static String of(Hl7Message message, int offset) {
    int low = 0;
    int high = message.segmentCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (message.segment(middle).start() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? "" : in(message, message.segment(low), offset);
  }

  /** The byte after the component that a byte is in. */
  static int end(Hl7Message message, int offset) {
    byte[] bytes = message.raw();
    Delimiters delimiters = message.delimiters();
    int at = offset;
    while (at < bytes.length
        && bytes[at] != delimiters.field()
        && bytes[at] != delimiters.repetitionOrNone()
        && bytes[at] != delimiters.componentOrNone()) {
      at++;
    }
    return at;
  }

  private static String in(Hl7Message message, Segment segment, int offset) {
    byte[] bytes = message.raw();
    Delimiters delimiters = message.delimiters();
    boolean header =
        segment.presence(1, 1, 0, 0) != Presence.ABSENT
            && segment.start(1, 1, 0, 0) == segment.start() + 3;
    int field = 0;
    int repetition = 1;
    int component = 1;
    for (int at = segment.start(); at < offset && at < segment.end(); at++) {
      byte b = bytes[at];
      if (b == delimiters.field()) {
        field += header && field == 0 ? 2 : 1;
        repetition = 1;
        component = 1;
      } else if (b == delimiters.repetitionOrNone()) {
        repetition++;
        component = 1;
      } else if (b == delimiters.componentOrNone()) {
        component++;
      }
    }
    boolean several = segment.components(field, repetition) > 1;
    return segment.location(field, repetition, several ? component : 0, 0);
  }
}
