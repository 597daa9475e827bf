package dev.trestle.semantics.hl7v2;

/**
 * Places in a byte array as one long: first byte in the upper half, byte after the last in the
 * lower. Negative: nothing there.
 */
final class Spans {
  static final long NOTHING = -1;

  private Spans() {}

  static long of(int start, int end) {
    return (long) start << 32 | end;
  }

  static int start(long span) {
    return (int) (span >> 32);
  }

  static int end(long span) {
    return (int) span;
  }

  /** The part with this number, from 1, or nothing when there are not so many or it is empty. */
  static long part(byte[] bytes, long span, int separator, int number) {
    if (span < 0) {
      return NOTHING;
    }
    int end = end(span);
    int from = start(span);
    int left = number;
    for (int at = from; at < end; at++) {
      if (bytes[at] == separator) {
        if (--left == 0) {
          return from < at ? of(from, at) : NOTHING;
        }
        from = at + 1;
      }
    }
    return left == 1 && from < end ? of(from, end) : NOTHING;
  }

  /** The first separator from a place on, or the end. */
  static int next(byte[] bytes, int from, int end, int separator) {
    int at = from;
    while (at < end && bytes[at] != separator) {
      at++;
    }
    return at;
  }

  /** Parts as separated. */
  static int count(byte[] bytes, long span, int separator) {
    int count = 1;
    int end = end(span);
    for (int at = start(span); at < end; at++) {
      if (bytes[at] == separator) {
        count++;
      }
    }
    return count;
  }

  /** Whether there is nothing but separators. */
  static boolean isBlank(byte[] bytes, long span, Delimiters delimiters) {
    if (span < 0) {
      return true;
    }
    int end = end(span);
    for (int at = start(span); at < end; at++) {
      byte b = bytes[at];
      if (b != delimiters.componentOrNone()
          && b != delimiters.subcomponentOrNone()
          && b != delimiters.repetitionOrNone()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is exactly two quotes. */
  static boolean isNull(byte[] bytes, long span) {
    int start = start(span);
    return end(span) - start == 2 && bytes[start] == '"' && bytes[start + 1] == '"';
  }
}
