package dev.trestle.orchestration.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * A batch that is on disk, for whoever would read it back otherwise. What is handed over is what
 * {@link JournalReadStore#unsettled} would read.
 *
 * @param after the sequence number before its first entry
 * @param upTo the number of its last entry
 * @param read whether the entries are here; otherwise the journal must be read
 * @param entries those that go further than the journal, in sequence
 */
public record CommittedEntries(long after, long upTo, boolean read, List<JournalEntry> entries) {
  public CommittedEntries {
    entries = List.copyOf(entries);
  }

  /** Only the numbers. */
  static CommittedEntries unread(List<Appended> appended) {
    return new CommittedEntries(before(appended), last(appended), false, List.of());
  }

  /** The entries as they were committed. */
  static CommittedEntries of(List<NewEntry> entries, List<Appended> appended) {
    List<JournalEntry> further = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      NewEntry entry = entries.get(i);
      Appended proof = appended.get(i);
      boolean settled = entry.settled() != null && proof.duplicateOf() == 0;
      if (!settled) {
        further.add(entry(entry, proof));
      }
    }
    return new CommittedEntries(before(appended), last(appended), true, further);
  }

  private static JournalEntry entry(NewEntry entry, Appended proof) {
    NewEntry.Correction correction = entry.correction();
    boolean inline =
        proof.duplicateOf() == 0
            && !entry.isBig()
            && entry.bytes() <= JournalReadStore.INLINE_BYTES;
    return new JournalEntry(
        proof.seq(),
        correction == null ? proof.seq() : correction.position(),
        entry.id(),
        entry.source(),
        proof.source(),
        proof.receivedAt(),
        entry.type(),
        proof.duplicateOf(),
        proof.sameIdOtherContent(),
        entry.bytes(),
        entry.keys(),
        inline ? entry.sealed() : null,
        false);
  }

  private static long before(List<Appended> appended) {
    return appended.get(0).seq() - 1;
  }

  private static long last(List<Appended> appended) {
    return appended.get(appended.size() - 1).seq();
  }

  /** Bytes of messages that it holds in memory. */
  public long bytesInMemory() {
    long bytes = 0;
    for (JournalEntry entry : entries) {
      bytes += entry.bytesInMemory();
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "CommittedEntries[" + after + ", " + upTo + "]";
  }
}
