package dev.trestle.semantics.hl7v2;

import org.jspecify.annotations.Nullable;

/** The analyst's name of the place where a byte is. */
final class Places {
  private Places() {}

  /** Segment, field, repetition and component of a byte; empty outside every segment. */
  static String of(Hl7Message message, int offset) {
    Segment segment = segmentOf(message, offset);
    return segment == null ? "" : in(message, segment, offset);
  }

  private static @Nullable Segment segmentOf(Hl7Message message, int offset) {
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
    return high < 0 ? null : message.segment(low);
  }

  /** The smallest part that holds all these bytes; empty outside every segment. */
  static String of(Hl7Message message, int start, int length) {
    Segment segment = segmentOf(message, start);
    if (segment == null) {
      return "";
    }
    byte[] bytes = message.raw();
    Delimiters delimiters = message.delimiters();
    Place place = new Place(segment, delimiters, isHeader(segment));
    for (int at = segment.start(); at < start && at < segment.end(); at++) {
      place.pass(bytes[at]);
    }
    int depth = Place.SUBCOMPONENT;
    for (int at = start; at < start + length && at < segment.end(); at++) {
      depth = Math.min(depth, place.depthAbove(bytes[at]));
    }
    return place.location(depth);
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
    Place place = new Place(segment, message.delimiters(), isHeader(segment));
    for (int at = segment.start(); at < offset && at < segment.end(); at++) {
      place.pass(bytes[at]);
    }
    return place.location(Place.COMPONENT);
  }

  private static boolean isHeader(Segment segment) {
    return segment.presence(1, 1, 0, 0) != Presence.ABSENT
        && segment.start(1, 1, 0, 0) == segment.start() + 3;
  }
}
