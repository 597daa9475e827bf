package dev.trestle.orchestration.journal;

import java.util.List;

/** A commit was sent and its answer did not come: the batch may or may not be there. */
final class LostCommitException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Appended> appended;

  LostCommitException(List<Appended> appended, Throwable cause) {
    super("the answer to a commit was lost", cause);
    this.appended = appended;
  }

  /** What the entries are, if the commit took place. */
  List<Appended> appended() {
    return appended;
  }
}
