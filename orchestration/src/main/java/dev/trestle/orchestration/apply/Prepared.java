package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.orchestration.journal.JournalEntry;

/** An entry on its way to the committer: what is to be done with it. */
sealed interface Prepared {
  JournalEntry entry();

  /**
   * It was translated and is to be applied.
   *
   * @param siteVersion of the site by which it was
   */
  record Translated(JournalEntry entry, Translation translation, String siteVersion)
      implements Prepared {}

  /** It cannot go on and becomes an exception. */
  record Failed(JournalEntry entry, Finding problem) implements Prepared {}

  /** It repeats an entry. */
  record Repeat(JournalEntry entry) implements Prepared {}
}
