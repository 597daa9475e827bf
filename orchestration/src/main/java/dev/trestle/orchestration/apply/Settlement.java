package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.Outcome;

/** What the committer did with an entry; true once it is committed. */
sealed interface Settlement {
  JournalEntry entry();

  /** It has an outcome. */
  record Settled(JournalEntry entry, Outcome outcome) implements Settlement {}

  /** It is an open exception. */
  record Excepted(JournalEntry entry, Finding problem) implements Settlement {}

  /** It repeated an open exception, which is to be tried again. */
  record Reopens(JournalEntry entry, long exception) implements Settlement {}
}
