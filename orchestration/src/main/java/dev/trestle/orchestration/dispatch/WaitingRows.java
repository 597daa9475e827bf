package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries that wait and have no row yet; their rows are written together. Not thread-safe. */
final class WaitingRows {
  private final DispatchStore store;
  private final KeyChains chains;
  private final Map<Long, JournalEntry> waiting = new LinkedHashMap<>();
  private final Map<Long, JournalEntry> held = new LinkedHashMap<>();

  WaitingRows(DispatchStore store, KeyChains chains) {
    this.store = store;
    this.chains = chains;
  }

  /** It waits for another entry. */
  void waits(JournalEntry entry) {
    waiting.put(entry.seq(), entry);
  }

  /** It waits for its source. */
  void isHeld(JournalEntry entry) {
    held.put(entry.seq(), entry);
  }

  /** What no longer waits gets no row: it may have been settled meanwhile. */
  void write(Instant now) {
    if (waiting.isEmpty() && held.isEmpty()) {
      return;
    }
    List<DispatchStore.Waiting> rows = new ArrayList<>();
    waiting.forEach(
        (seq, entry) ->
            chains
                .waitsFor(seq)
                .ifPresent(holder -> rows.add(new DispatchStore.Waiting(entry, holder))));
    held.values().forEach(entry -> rows.add(new DispatchStore.Waiting(entry, 0)));
    store.waiting(rows, now);
    waiting.clear();
    held.clear();
  }
}
