package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which entries may run: the lowest unsettled one of every key it has. Not thread-safe; it knows no
 * database.
 *
 * <p>An entry that failed is parked: its patient keys are released at once, its order keys stay
 * held for everything, its visit keys for events of the same kind of message, and the patient keys
 * of a merge for everything about both patients (DESIGN §4 "Failing"). What comes after it under a
 * held key is parked as well, and waits for it.
 *
 * <p>Entries of a held source leave the chains and hold nothing (ADR 10).
 */
final class KeyChains {
  /**
   * What changed.
   *
   * @param ready entries that may run now, in their order; the caller must run them
   * @param waiting entries that wait since this change, or wait for another one
   * @param held entries that wait for their source and are no longer known here
   */
  record Change(List<JournalEntry> ready, List<JournalEntry> waiting, List<JournalEntry> held) {
    Change() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Function<SourceName, OnFailure> onFailure;
  private final Holds holds;
  private final Map<Hash128, KeyLine> lines = new HashMap<>();
  private final TreeMap<Long, KeyNode> active = new TreeMap<>();
  private final TreeMap<Long, KeyNode> parked = new TreeMap<>();
  private final Map<Long, TreeSet<Long>> dependents = new HashMap<>();

  /** Repeats that wait until it is known what becomes of their first copy. */
  private final Map<Long, List<KeyNode>> repeats = new HashMap<>();

  private final Streams streams = new Streams();
  private long activeBytes;

  KeyChains(Function<SourceName, OnFailure> onFailure, Holds holds) {
    this.onFailure = onFailure;
    this.holds = holds;
  }

  /** Which entries wait for their source. */
  interface Holds {
    /** Whether an entry that comes from the journal waits. */
    boolean holdsNew(JournalEntry entry);

    /** Whether an entry that has waited for another one waits on. */
    boolean holdsWoken(JournalEntry entry);
  }

  /** Entries in line or running. */
  int active() {
    return active.size();
  }

  /** Entries of a stream in line or running. */
  int active(Streams.Stream stream) {
    return streams.count(stream);
  }

  /** An entry in line and those that must run before it, with those before them. */
  Set<Long> withThoseBefore(long seq) {
    Set<Long> found = new TreeSet<>();
    ArrayDeque<KeyNode> look = new ArrayDeque<>();
    KeyNode first = active.get(seq);
    if (first != null) {
      look.add(first);
    }
    while (!look.isEmpty()) {
      KeyNode node = look.removeFirst();
      if (found.add(node.seq())) {
        node.keys.keySet().forEach(key -> look.addAll(line(key).before(node)));
      }
    }
    return found;
  }

  /** Bytes of messages held by entries in line or running. */
  long activeBytes() {
    return activeBytes;
  }

  int parked() {
    return parked.size();
  }

  /** The lowest entry that is in line or running, or {@code otherwise}. */
  long lowestActive(long otherwise) {
    return active.isEmpty() ? otherwise : active.firstKey();
  }

  /** Whether it is an exception or waits for one. */
  boolean isParked(long seq) {
    return parked.containsKey(seq);
  }

  /** The entry that a parked one waits for; empty when it is not parked, or is an exception. */
  OptionalLong waitsFor(long seq) {
    KeyNode node = parked.get(seq);
    return node == null || node.exception || node.waitsFor == 0
        ? OptionalLong.empty()
        : OptionalLong.of(node.waitsFor);
  }

  /** Takes the next entry of the journal. */
  Change admit(JournalEntry entry, Instant now) {
    Step step = new Step(now);
    KeyNode node = new KeyNode(entry);
    if (node.isCorrection()) {
      takePlaceOfOriginal(node, step);
    } else if (holds.holdsNew(entry)) {
      step.change.held().add(entry);
      return step.finish();
    }
    enter(node, step);
    return step.finish();
  }

  /** Takes an entry that has waited for its source; one that is known already is left alone. */
  Change readmit(JournalEntry entry, Instant now) {
    Step step = new Step(now);
    if (!active.containsKey(entry.seq()) && !parked.containsKey(entry.seq())) {
      enter(new KeyNode(entry), step);
    }
    return step.finish();
  }

  /**
   * An entry was ready and was not run; returns whether it is in line again, because it may wait
   * for its source.
   */
  boolean takeBack(long seq) {
    KeyNode node = active.get(seq);
    if (node == null || node.exception || node.isCorrection()) {
      return false;
    }
    node.running = false;
    return true;
  }

  /**
   * A source is held: its entries in line leave. What runs is finished; what a person decided on, a
   * corrected copy or another attempt, goes on.
   */
  Change hold(int source, Instant now) {
    Step step = new Step(now);
    for (KeyNode node : List.copyOf(active.values())) {
      if (node.entry.sourceNumber() == source && node.canBeHeld()) {
        leave(node, step);
        step.change.held().add(node.entry);
      }
    }
    return step.finish();
  }

  /** The entry in line or running with this number. */
  @Nullable JournalEntry activeEntry(long seq) {
    KeyNode node = active.get(seq);
    return node == null ? null : node.entry;
  }

  /** Whether it has failed before. */
  boolean isRetry(long seq) {
    KeyNode node = active.get(seq);
    return node != null && node.exception;
  }

  /**
   * Takes an entry that was parked before a restart; it holds its keys again.
   *
   * @param waitsFor the entry it waits for, or 0 for an exception
   */
  void restore(JournalEntry entry, long waitsFor, Instant since) {
    KeyNode node = new KeyNode(entry);
    node.exception = waitsFor == 0;
    putParked(node);
    if (waitsFor != 0) {
      waitFor(node, waitsFor, since);
    }
  }

  /** A running entry was settled. */
  Change settle(long seq, Instant now) {
    Step step = new Step(now);
    KeyNode node = active.get(seq);
    if (node != null) {
      leave(node, step);
    }
    enterDependents(seq, step);
    return step.finish();
  }

  /** A running entry became an exception, or fell back into one. */
  Change park(long seq, Instant now) {
    Step step = new Step(now);
    KeyNode node = active.get(seq);
    if (node != null) {
      node.exception = true;
      node.entry = node.entry.withHeldTooLong(false);
      leave(node, step);
      putParked(node);
      parkDependents(node, step);
    }
    return step.finish();
  }

  /** A parked entry is to run (again), before anything newer under its keys. */
  Change resume(long seq, Instant now) {
    Step step = new Step(now);
    resume(seq, step);
    return step.finish();
  }

  /** A waiting entry goes on without what it waits for. */
  Change goOn(long seq, Instant now) {
    Step step = new Step(now);
    KeyNode node = parked.get(seq);
    if (node != null && !node.exception) {
      node.entry = node.entry.withHeldTooLong(true);
      resume(seq, step);
    }
    return step.finish();
  }

  /** A parked entry was settled by a decision: what it held may go on. */
  Change release(long seq, Instant now) {
    Step step = new Step(now);
    removeParked(seq);
    enterDependents(seq, step);
    return step.finish();
  }

  /** One change: first all entries take their places, then those at the front may run. */
  private final class Step {
    final Instant now;
    final Change change = new Change();
    final TreeMap<Long, KeyNode> candidates = new TreeMap<>();
    final List<KeyNode> left = new ArrayList<>();

    Step(Instant now) {
      this.now = now;
    }

    Change finish() {
      for (KeyNode node : left) {
        for (Hash128 key : node.keys.keySet()) {
          KeyLine line = lines.get(key);
          KeyNode front = line == null ? null : line.front();
          if (front != null) {
            candidates.put(front.order(), front);
          }
        }
        List<KeyNode> followers = repeats.remove(node.seq());
        if (followers != null) {
          followers.forEach(repeat -> candidates.put(repeat.order(), repeat));
        }
      }
      candidates.values().forEach(node -> offer(node, change));
      return change;
    }
  }

  private void enter(KeyNode node, Step step) {
    KeyNode holder = holder(node);
    if (holder != null) {
      putParked(node);
      waits(node, holder.seq(), step);
      // It can be a corrected copy or an old one tried again: then newer ones are in line already.
      parkDependents(node, step);
      return;
    }
    active.put(node.seq(), node);
    streams.add(Streams.Stream.of(node.entry));
    activeBytes += node.entry.bytesInMemory();
    node.keys.keySet().forEach(key -> line(key).insert(node));
    long first = node.entry.duplicateOf();
    if (first != 0 && active.containsKey(first)) {
      repeats.computeIfAbsent(first, unused -> new ArrayList<>()).add(node);
    } else {
      step.candidates.put(node.order(), node);
    }
  }

  private void leave(KeyNode node, Step step) {
    active.remove(node.seq());
    streams.remove(Streams.Stream.of(node.entry));
    activeBytes -= node.entry.bytesInMemory();
    node.running = false;
    for (Hash128 key : node.keys.keySet()) {
      KeyLine line = line(key);
      line.leave(node);
      dropIfEmpty(key, line);
    }
    step.left.add(node);
  }

  private void resume(long seq, Step step) {
    KeyNode node = removeParked(seq);
    if (node == null) {
      return;
    }
    if (node.canBeHeld() && holds.holdsWoken(node.entry)) {
      step.change.held().add(node.entry);
      enterDependents(seq, step);
    } else {
      enter(node, step);
    }
  }

  /** Those of a held source leave; then what waited for them goes on as well, and so forth. */
  private void enterDependents(long seq, Step step) {
    ArrayDeque<Long> gone = new ArrayDeque<>(List.of(seq));
    while (!gone.isEmpty()) {
      TreeSet<Long> waited = dependents.remove(gone.remove());
      if (waited == null) {
        continue;
      }
      for (long dependent : byOrder(waited)) {
        KeyNode node = parkedNode(dependent);
        if (node.canBeHeld() && holds.holdsWoken(node.entry)) {
          removeParked(dependent);
          step.change.held().add(node.entry);
          gone.add(dependent);
        } else {
          resume(dependent, step);
        }
      }
    }
  }

  /** A corrected copy: who waits for the original waits for the copy from now on. */
  private void takePlaceOfOriginal(KeyNode copy, Step step) {
    for (KeyNode node : List.copyOf(parked.values())) {
      if (node.order() == copy.order()) {
        removeParked(node.seq());
        TreeSet<Long> waited = dependents.remove(node.seq());
        if (waited != null) {
          waited.forEach(seq -> waits(parkedNode(seq), copy.seq(), step));
        }
      }
    }
  }

  private @Nullable KeyNode holder(KeyNode node) {
    for (Hash128 key : node.keys.keySet()) {
      KeyLine line = lines.get(key);
      KeyNode holder = line == null ? null : line.holder(key, node);
      if (holder != null) {
        return holder;
      }
    }
    return null;
  }

  /** Parks all that depends on an entry, and what depends on that, before anything may run. */
  private void parkDependents(KeyNode failed, Step step) {
    ArrayDeque<KeyNode> holders = new ArrayDeque<>(List.of(failed));
    while (!holders.isEmpty()) {
      KeyNode held = holders.remove();
      TreeMap<Long, KeyNode> later = new TreeMap<>();
      for (Hash128 key : held.keys.keySet()) {
        KeyLine line = lines.get(key);
        if (line != null) {
          line.heldBy(key, held).forEach(node -> later.put(node.order(), node));
        }
      }
      for (KeyNode node : later.values()) {
        leave(node, step);
        putParked(node);
        waits(node, held.seq(), step);
        holders.add(node);
      }
    }
  }

  private void waits(KeyNode node, long holder, Step step) {
    waitFor(node, holder, node.waitsSince.equals(Instant.MAX) ? step.now : node.waitsSince);
    if (!node.exception) {
      step.change.waiting().add(node.entry);
    }
  }

  private void waitFor(KeyNode node, long holder, Instant since) {
    node.waitsFor = holder;
    node.waitsSince = since;
    dependents.computeIfAbsent(holder, unused -> new TreeSet<>()).add(node.seq());
  }

  private void putParked(KeyNode node) {
    node.entry = node.entry.withoutSealed();
    node.onFailure = onFailure.apply(node.entry.source());
    parked.put(node.seq(), node);
    for (Hash128 key : node.keys.keySet()) {
      if (node.keeps(key)) {
        line(key).park(node);
      }
    }
  }

  private @Nullable KeyNode removeParked(long seq) {
    KeyNode node = parked.remove(seq);
    if (node == null) {
      return null;
    }
    for (Hash128 key : node.keys.keySet()) {
      KeyLine line = lines.get(key);
      if (line != null) {
        line.unpark(node);
        dropIfEmpty(key, line);
      }
    }
    TreeSet<Long> others = dependents.get(node.waitsFor);
    if (others != null && others.remove(seq) && others.isEmpty()) {
      dependents.remove(node.waitsFor);
    }
    node.waitsFor = 0;
    return node;
  }

  private void offer(KeyNode node, Change change) {
    if (node.running || !active.containsKey(node.seq())) {
      return;
    }
    for (Hash128 key : node.keys.keySet()) {
      KeyLine line = lines.get(key);
      if (line == null || line.front() != node) {
        return;
      }
    }
    node.running = true;
    change.ready().add(node.entry);
  }

  private KeyNode parkedNode(long seq) {
    KeyNode node = parked.get(seq);
    if (node == null) {
      throw new IllegalStateException("entry " + seq + " waits but is not parked");
    }
    return node;
  }

  private List<Long> byOrder(Set<Long> seqs) {
    Map<Long, Long> order = new LinkedHashMap<>();
    seqs.forEach(seq -> order.put(seq, parkedNode(seq).order()));
    return order.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private KeyLine line(Hash128 key) {
    return lines.computeIfAbsent(key, unused -> new KeyLine());
  }

  private void dropIfEmpty(Hash128 key, KeyLine line) {
    if (line.isEmpty()) {
      lines.remove(key);
    }
  }
}
