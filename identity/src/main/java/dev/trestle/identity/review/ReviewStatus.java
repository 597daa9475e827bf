package dev.trestle.identity.review;

import java.util.Locale;

/** Where a review stands. */
public enum ReviewStatus {
  OPEN(0),
  SAME(1),
  DIFFERENT(2),
  /** It is no longer so: the records changed, or became one person otherwise. */
  WITHDRAWN(3);

  private final int number;

  ReviewStatus(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ReviewStatus of(int number) {
    return values()[number];
  }

  /** As in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
