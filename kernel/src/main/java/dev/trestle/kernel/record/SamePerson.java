package dev.trestle.kernel.record;

import tools.jackson.databind.JsonNode;

/**
 * What the comparison of people says of an update in place: whether the number still speaks of the
 * one it spoke of, or has become another's (an overlay). Records ask it, whoever knows how people
 * are compared answers.
 */
@FunctionalInterface
public interface SamePerson {
  /** Where nothing compares people: other rules decide alone. */
  SamePerson UNASKED = (stored, said) -> new Opinion(Word.UNDECIDED, 0);

  /**
   * Compares a Patient with what a message says of it.
   *
   * @param stored FHIR R4 Patient as it stands, patient data
   * @param said FHIR R4 Patient of what the message says alone, patient data
   */
  Opinion of(JsonNode stored, JsonNode said);

  /** What it says. */
  enum Word {
    /** One person, whatever differs: a slip of the pen, a name that was married. */
    SAME,
    /** Another person. */
    OTHER,
    /** Too little to say. */
    UNDECIDED
  }

  /**
   * An opinion.
   *
   * @param other probability that it is another person; 0 where nothing was compared
   */
  record Opinion(Word word, double other) {}
}
