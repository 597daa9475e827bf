package dev.trestle.identity.review;

import java.time.Instant;

/**
 * What somebody said of two records.
 *
 * @param review of which they said it
 * @param note why; free text, which may name somebody
 */
public record Said(
    long id, long review, Instant at, String actor, Answer answer, AnswerStep step, String note) {
  @Override
  public String toString() {
    return "Said[" + id + "]";
  }
}
