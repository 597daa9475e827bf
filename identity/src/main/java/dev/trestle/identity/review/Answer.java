package dev.trestle.identity.review;

import dev.trestle.identity.link.LinkKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person says to a review. */
public enum Answer {
  /** They are one person. */
  SAME(1),
  /** They are two. */
  DIFFERENT(2),
  /** Not yet: more has to be known. */
  LATER(3),
  /** They are two, of one household. */
  HOUSEHOLD(4);

  private final int number;

  Answer(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Answer of(int number) {
    return values()[number - 1];
  }

  /** As in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The answer that is written so in the API. */
  public static Optional<Answer> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }

  /** What the ledger says then. */
  LinkKind kind() {
    return switch (this) {
      case SAME -> LinkKind.TOGETHER;
      case DIFFERENT, HOUSEHOLD -> LinkKind.APART;
      case LATER -> LinkKind.LATER;
    };
  }
}
