package dev.trestle.identity.review;

import java.util.Locale;

/** Why a person should look at two records. */
public enum ReviewKind {
  /** They may be the same person. */
  POSSIBLE_MATCH(1),
  /** A link stands that a "not the same" forbids, perhaps over others. */
  CONTRADICTION(2),
  /** They have one identifier of a shared authority, but something speaks against it. */
  DOUBTFUL_IDENTIFIER(3),
  /** Somebody wants to link them, and a second person is needed. */
  ASKED_FOR(4),
  /** An automatic link, drawn at random: is it right? */
  CHECK(5),
  /** Its answer is known: it measures who answers it. */
  PLANTED(6);

  private final int number;

  ReviewKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static ReviewKind of(int number) {
    return values()[number - 1];
  }

  /** As in the API: {@code possible-match}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
