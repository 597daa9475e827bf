package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.hl7v2.Presence;
import dev.trestle.semantics.hl7v2.Segment;

/**
 * What a rule takes: a repetition of a field, or a component of it. Its parts count from 1: the
 * components of a repetition, the subcomponents of a component. Part 0 is the whole.
 *
 * @param segment where
 * @param field number of the field
 * @param repetition number of the repetition
 * @param component 0 for the whole repetition
 * @param parameters what the rule says beside
 */
public record Taken(
    Segment segment, int field, int repetition, int component, Parameters parameters) {

  /** The text of a part, blanks around it removed; empty when absent or {@code ""}. */
  public String text(int part) {
    return text(part, 0);
  }

  /** The text of a part of a part. */
  public String text(int part, int subpart) {
    return component == 0
        ? segment.text(field, repetition, part, subpart).strip()
        : segment.text(field, repetition, component, part).strip();
  }

  /** The first part's text: the value of a simple type, whatever follows it. */
  public String value() {
    return text(1);
  }

  public Presence presence() {
    return segment.presence(field, repetition, component, 0);
  }

  /** How many parts there are. */
  public int parts() {
    return component == 0
        ? segment.components(field, repetition)
        : segment.subcomponents(field, repetition, component);
  }

  /** How many parts a part has. */
  public int subparts(int part) {
    return component == 0 ? segment.subcomponents(field, repetition, part) : 1;
  }

  public int start(int part, int subpart) {
    return component == 0
        ? segment.start(field, repetition, part, subpart)
        : segment.start(field, repetition, component, part);
  }

  public int length(int part, int subpart) {
    return component == 0
        ? segment.length(field, repetition, part, subpart)
        : segment.length(field, repetition, component, part);
  }

  /** The same rule at another place of the segment. */
  public Taken at(int otherField, int otherRepetition) {
    return new Taken(segment, otherField, otherRepetition, 0, parameters);
  }

  /** Where, for a finding. */
  public String location() {
    return segment.location(field, repetition, component, 0);
  }

  /** Where a part is, for a finding. */
  public String location(int part) {
    return component == 0
        ? segment.location(field, repetition, part, 0)
        : segment.location(field, repetition, component, part);
  }

  @Override
  public String toString() {
    return "Taken[" + location() + "]";
  }
}
