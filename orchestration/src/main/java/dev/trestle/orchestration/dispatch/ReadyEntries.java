package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;

/** Takes entries that may run. Called on the dispatcher's thread; must not block for long. */
public interface ReadyEntries {
  void run(JournalEntry entry);
}
