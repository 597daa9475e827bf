package dev.trestle.orchestration.apply;

import dev.trestle.orchestration.journal.JournalEntry;

/** What the committer did with an entry; true once it is committed. */
sealed interface Settlement {
  JournalEntry entry();

  /** It has an outcome. */
  record Settled(JournalEntry entry) implements Settlement {}

  /** It is an open exception. */
  record Excepted(JournalEntry entry) implements Settlement {}

  /** It repeated an open exception, which is to be tried again. */
  record Reopens(JournalEntry entry, long exception) implements Settlement {}
}
