package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;

/** Takes entries that may run. Called on the dispatcher's thread; must not block for long. */
public interface ReadyEntries {
  /**
   * Runs one.
   *
   * @param urgent whether it goes before those that are not
   */
  void run(JournalEntry entry, boolean urgent);
}
