package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.orchestration.journal.JournalEntry;
import java.util.List;

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

  /**
   * Its feed is in shadow: what would have come of it is noted, and nothing is applied. Also what
   * could not be translated: an exception would make live messages of the patient wait.
   *
   * @param findings what was noticed
   * @param unmapped codes that are in no table
   * @param mapping hash of what translated it; empty: nothing did
   * @param siteVersion of the site by which it was
   */
  record Shadowed(
      JournalEntry entry,
      List<Finding> findings,
      List<UnmappedCode> unmapped,
      String mapping,
      String siteVersion)
      implements Prepared {}

  /** It cannot go on and becomes an exception. */
  record Failed(JournalEntry entry, Finding problem) implements Prepared {}

  /** It repeats an entry. */
  record Repeat(JournalEntry entry) implements Prepared {}
}
