package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;

/** Learns of every leaf of a message where it went, for figures and not for the translation. */
@FunctionalInterface
public interface LeafWitness {
  /** Nobody wants to know. */
  LeafWitness NONE = (segment, field, component, where) -> {};

  /** Where a leaf went; the accounting of a translation counts the same. */
  enum Where {
    MAPPED,
    KEPT,
    DROPPED,
    REPORTED
  }

  /**
   * One leaf.
   *
   * @param component from 1
   */
  void leaf(Segment segment, int field, int component, Where where);
}
