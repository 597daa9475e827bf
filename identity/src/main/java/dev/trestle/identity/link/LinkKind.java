package dev.trestle.identity.link;

/** What a row of the ledger says about two records. */
public enum LinkKind {
  /** A source merged them. */
  MERGED(1),
  /** A person: not the same. */
  APART(2),
  /** A person: the same. */
  TOGETHER(3),
  /** Both have one identifier of an authority that several health systems share. */
  SHARED_IDENTIFIER(4),
  /** What an automatic link stood on is no longer so. */
  GROUND_GONE(5),
  /** A person looked and could not say yet. */
  LATER(6),
  /** Name, date of birth and one thing more agree, and nobody else may be one of the two. */
  PROBABLE(7),
  /** A source linked them; both numbers go on (A24). */
  LINKED(8),
  /** A source takes back what sources said before of these two being one (A37). */
  UNLINKED(9);

  private final int number;

  LinkKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static LinkKind of(int number) {
    return values()[number - 1];
  }

  boolean links() {
    return this == MERGED
        || this == LINKED
        || this == TOGETHER
        || this == SHARED_IDENTIFIER
        || this == PROBABLE;
  }

  /** Whether it links by more than probability. */
  boolean isConfirmed() {
    return links() && this != PROBABLE;
  }

  /** Whether a source said it: the last such word by the time at the source counts. */
  boolean isOfSource() {
    return this == MERGED || this == LINKED || this == UNLINKED;
  }

  /** What a person says goes before what a source says, and that before what we found. */
  int rank() {
    return switch (this) {
      case APART, TOGETHER -> 0;
      case MERGED, LINKED, UNLINKED -> 1;
      case SHARED_IDENTIFIER, PROBABLE, GROUND_GONE -> 2;
      case LATER -> 3;
    };
  }
}
