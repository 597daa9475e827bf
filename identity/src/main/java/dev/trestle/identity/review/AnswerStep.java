package dev.trestle.identity.review;

import java.util.Locale;

/** What became of an answer. */
public enum AnswerStep {
  /** It took effect at once. */
  DONE(1),
  /** It waits for a second person. */
  PROPOSED(2),
  /** A second person agrees with a proposal, which took effect. */
  AGREED(3),
  /** A second person does not agree with it. */
  DISAGREED(4),
  /** A proposal fell: whoever made it took it back, or the two records changed. */
  FELL(5),
  /** The answer was known: it measures whoever gave it, and changes nothing. */
  MEASURED(6);

  private final int number;

  AnswerStep(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static AnswerStep of(int number) {
    return values()[number - 1];
  }

  /** As in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
