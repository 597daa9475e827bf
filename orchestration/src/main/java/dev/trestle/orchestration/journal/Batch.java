package dev.trestle.orchestration.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One group commit while it is being written: numbers, times and repeats of its entries. */
final class Batch {
  /** What one source sent in this batch. */
  record Count(int source, int entries, long bytes) {}

  private final List<NewEntry> entries;
  private final int[] sources;
  private final long[] duplicateOf;
  private final boolean[] sameIdOtherContent;
  private long firstSeq;
  private Instant firstAt = Instant.EPOCH;

  Batch(List<NewEntry> entries, int[] sources) {
    this.entries = entries;
    this.sources = sources;
    this.duplicateOf = new long[entries.size()];
    this.sameIdOtherContent = new boolean[entries.size()];
  }

  void number(long first, Instant at) {
    firstSeq = first;
    firstAt = at;
  }

  /** A corrected copy is a person's decision, even when its bytes are known. */
  private boolean canRepeat(int index) {
    return entries.get(index).correction() == null;
  }

  void known(int index, long seq, boolean sameContent) {
    if (!canRepeat(index)) {
      return;
    }
    if (sameContent) {
      duplicateOf[index] = seq;
    } else {
      sameIdOtherContent[index] = true;
    }
  }

  /** A message and its repeat, or another one with its id, can arrive in one batch. */
  void findRepeatsInside() {
    Map<List<Object>, Long> copies = new HashMap<>();
    Map<List<Object>, UUID> ids = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      if (!canRepeat(i)) {
        continue;
      }
      Long copy = copies.putIfAbsent(List.of(sources[i], control(i), content(i)), seq(i));
      if (copy != null && duplicateOf[i] == 0) {
        duplicateOf[i] = copy;
      }
      UUID first = ids.putIfAbsent(List.of(sources[i], control(i)), content(i));
      if (first != null && !first.equals(content(i))) {
        sameIdOtherContent[i] = true;
      }
    }
  }

  /** An outcome on receipt stands only for a first copy: a repeat ends as a duplicate. */
  NewEntry.@Nullable Settled settled(int index) {
    return duplicateOf[index] == 0 ? entries.get(index).settled() : null;
  }

  boolean idReused(int index) {
    return sameIdOtherContent[index] && duplicateOf[index] == 0;
  }

  int size() {
    return entries.size();
  }

  NewEntry entry(int index) {
    return entries.get(index);
  }

  /** The sealed message; null for a repeat, whose bytes are those of its first copy. */
  byte @Nullable [] raw(int index) {
    NewEntry entry = entries.get(index);
    return duplicateOf[index] == 0 && !entry.isBig() ? entry.sealed() : null;
  }

  long seq(int index) {
    return firstSeq + index;
  }

  long lastSeq() {
    return firstSeq + size() - 1;
  }

  Instant receivedAt(int index) {
    return firstAt.plus(index, ChronoUnit.MICROS);
  }

  long duplicateOf(int index) {
    return duplicateOf[index];
  }

  int sourceNumber(int index) {
    return sources[index];
  }

  UUID control(int index) {
    return entries.get(index).control().toUuid();
  }

  UUID content(int index) {
    return entries.get(index).content().toUuid();
  }

  UUID[] controls() {
    return entries.stream().map(e -> e.control().toUuid()).toArray(UUID[]::new);
  }

  UUID[] contents() {
    return entries.stream().map(e -> e.content().toUuid()).toArray(UUID[]::new);
  }

  List<Count> counts() {
    Map<Integer, Count> counts = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      counts.merge(
          sources[i],
          new Count(sources[i], 1, entries.get(i).bytes()),
          (a, b) -> new Count(a.source(), a.entries() + b.entries(), a.bytes() + b.bytes()));
    }
    return List.copyOf(counts.values());
  }

  List<Appended> appended() {
    List<Appended> all = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      all.add(new Appended(seq(i), sources[i], receivedAt(i), duplicateOf[i], idReused(i)));
    }
    return all;
  }
}
