package dev.trestle.semantics.hl7v2;

/** Walks the leaves of a field in one pass over its bytes. */
final class Leaves {
  private final Segment segment;
  private final byte[] bytes;
  private final int repetitionSeparator;
  private final int componentSeparator;
  private final int subcomponentSeparator;
  private final LeafVisitor visitor;

  Leaves(Segment segment, byte[] bytes, Delimiters delimiters, LeafVisitor visitor) {
    this.segment = segment;
    this.bytes = bytes;
    this.repetitionSeparator = delimiters.repetitionOrNone();
    this.componentSeparator = delimiters.componentOrNone();
    this.subcomponentSeparator = delimiters.subcomponentOrNone();
    this.visitor = visitor;
  }

  void field(int field, int start, int end) {
    int repetition = 1;
    int component = 1;
    int subcomponent = 1;
    int from = start;
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      boolean ends =
          b == componentSeparator || b == repetitionSeparator || b == subcomponentSeparator;
      if (!ends) {
        continue;
      }
      if (from < at) {
        visitor.leaf(segment, field, repetition, component, subcomponent, from, at - from);
      }
      from = at + 1;
      if (b == subcomponentSeparator) {
        subcomponent++;
      } else {
        subcomponent = 1;
        boolean next = b == componentSeparator;
        component = next ? component + 1 : 1;
        repetition += next ? 0 : 1;
      }
    }
    if (from < end) {
      visitor.leaf(segment, field, repetition, component, subcomponent, from, end - from);
    }
  }
}
