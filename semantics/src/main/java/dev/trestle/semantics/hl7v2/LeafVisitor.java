package dev.trestle.semantics.hl7v2;

/** Receives the leaves of a message; numbers count from 1. */
@FunctionalInterface
public interface LeafVisitor {
  /**
   * One leaf.
   *
   * @param start first byte in {@link Hl7Message#raw()}
   * @param length bytes, at least 1
   */
  void leaf(
      Segment segment,
      int field,
      int repetition,
      int component,
      int subcomponent,
      int start,
      int length);
}
