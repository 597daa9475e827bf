package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entries may run: the lowest unsettled one of every key it has. Not thread-safe; it knows no
 * database.
 *
 * <p>An entry that failed is parked: its patient keys are released at once, its order keys stay
 * held for everything, its visit keys for events of the same kind of message, and the patient keys
 * of a merge for everything about both patients (DESIGN §4 "Failing"). What comes after it under a
 * held key is parked as well, and waits for it.
 */
final class KeyChains {
  /** What one key orders: entries in line, and entries that hold the key until a decision. */
  private static final class Chain {
    final ArrayDeque<Node> line = new ArrayDeque<>();
    final TreeMap<Long, Node> parked = new TreeMap<>();

    boolean isEmpty() {
      return line.isEmpty() && parked.isEmpty();
    }
  }

  private static final class Node {
    final JournalEntry entry;
    final Map<Hash128, Kind> keys = new LinkedHashMap<>();
    boolean running;

    Node(JournalEntry entry) {
      this.entry = entry;
      if (entry.duplicateOf() != 0) {
        // A repeat does not wait: it ends as its first copy does, or wakes it.
        return;
      }
      for (HashedKey key : entry.keys()) {
        // A number can come as PATIENT and MERGE: the stronger kind counts.
        keys.merge(key.hash(), key.kind(), (a, b) -> a == Kind.PATIENT ? b : a);
      }
    }

    long seq() {
      return entry.seq();
    }

    boolean holds(Hash128 key, Node later) {
      return switch (keys.getOrDefault(key, Kind.PATIENT)) {
        case PATIENT -> false;
        case MERGE, ORDER -> true;
        case VISIT -> entry.messageCode().equals(later.entry.messageCode());
      };
    }
  }

  /**
   * What changed.
   *
   * @param ready entries that may run now; the caller must run them
   * @param waiting entries that wait, by the exception they wait for
   */
  record Change(List<JournalEntry> ready, Map<JournalEntry, Long> waiting) {
    Change() {
      this(new ArrayList<>(), new LinkedHashMap<>());
    }
  }

  private final Map<Hash128, Chain> chains = new HashMap<>();
  private final TreeMap<Long, Node> active = new TreeMap<>();
  private final TreeMap<Long, Node> parked = new TreeMap<>();
  private final Map<Long, TreeSet<Long>> dependents = new HashMap<>();

  /** Entries in line or running. */
  int active() {
    return active.size();
  }

  int parked() {
    return parked.size();
  }

  /** The lowest entry that is in line or running, or {@code otherwise}. */
  long lowestActive(long otherwise) {
    return active.isEmpty() ? otherwise : active.firstKey();
  }

  /** Takes the next entry of the journal. */
  Change admit(JournalEntry entry) {
    Change change = new Change();
    admit(new Node(entry), change);
    return change;
  }

  private void admit(Node node, Change change) {
    Node holder = holder(node);
    if (holder != null) {
      parkNode(node);
      waits(node, holder.seq(), change);
      return;
    }
    active.put(node.seq(), node);
    node.keys.keySet().forEach(key -> insert(chain(key), node));
    offer(node, change);
  }

  /**
   * Takes an entry that was parked before a restart; it holds its keys again.
   *
   * @param waitsFor the exception it waits for, or 0 for an exception
   */
  void restore(JournalEntry entry, long waitsFor) {
    parkNode(new Node(entry));
    if (waitsFor != 0) {
      dependents.computeIfAbsent(waitsFor, unused -> new TreeSet<>()).add(entry.seq());
    }
  }

  /** A running entry was settled. */
  Change settle(long seq) {
    Change change = new Change();
    Node node = active.remove(seq);
    if (node != null) {
      leaveLine(node);
      offerFronts(node, change);
    }
    resumeDependents(seq, change);
    return change;
  }

  /** A running entry became an exception, or fell back into one. */
  Change park(long seq) {
    Change change = new Change();
    Node node = active.remove(seq);
    if (node == null) {
      return change;
    }
    node.running = false;
    leaveLine(node);
    parkNode(node);
    parkDependents(node, change);
    offerFronts(node, change);
    return change;
  }

  /** A parked entry is to run (again), before anything newer under its keys. */
  Change resume(long seq) {
    Change change = new Change();
    resume(seq, change);
    return change;
  }

  private void resume(long seq, Change change) {
    Node node = unpark(seq);
    if (node != null) {
      admit(node, change);
    }
  }

  /** A parked entry was settled by a decision: what it held may go on. */
  Change release(long seq) {
    Change change = new Change();
    unpark(seq);
    resumeDependents(seq, change);
    return change;
  }

  private void resumeDependents(long seq, Change change) {
    TreeSet<Long> waited = dependents.remove(seq);
    if (waited != null) {
      waited.forEach(dependent -> resume(dependent, change));
    }
  }

  private void waits(Node node, long holder, Change change) {
    dependents.computeIfAbsent(holder, unused -> new TreeSet<>()).add(node.seq());
    change.waiting().put(node.entry, holder);
  }

  private @org.jspecify.annotations.Nullable Node holder(Node node) {
    for (Hash128 key : node.keys.keySet()) {
      Chain chain = chains.get(key);
      if (chain == null) {
        continue;
      }
      for (Node earlier : chain.parked.headMap(node.seq()).values()) {
        if (earlier.holds(key, node)) {
          return earlier;
        }
      }
    }
    return null;
  }

  private void parkDependents(Node held, Change change) {
    Collection<Node> heldLater = new LinkedHashSet<>();
    for (Hash128 key : held.keys.keySet()) {
      for (Node later : chain(key).line) {
        if (!later.running && later.seq() > held.seq() && held.holds(key, later)) {
          heldLater.add(later);
        }
      }
    }
    heldLater.stream()
        .sorted(Comparator.comparingLong(Node::seq))
        .forEach(
            later -> {
              if (active.remove(later.seq()) != null) {
                leaveLine(later);
                parkNode(later);
                waits(later, held.seq(), change);
                parkDependents(later, change);
                offerFronts(later, change);
              }
            });
  }

  private void parkNode(Node node) {
    parked.put(node.seq(), node);
    node.keys.forEach(
        (key, kind) -> {
          if (kind != Kind.PATIENT) {
            chain(key).parked.put(node.seq(), node);
          }
        });
  }

  private @org.jspecify.annotations.Nullable Node unpark(long seq) {
    Node node = parked.remove(seq);
    if (node != null) {
      node.keys
          .keySet()
          .forEach(
              key -> {
                Chain chain = chain(key);
                chain.parked.remove(seq);
                dropIfEmpty(key, chain);
              });
    }
    return node;
  }

  /** In order of sequence, but never before an entry that is already running. */
  private static void insert(Chain chain, Node node) {
    Node last = chain.line.peekLast();
    if (last == null || last.seq() < node.seq()) {
      chain.line.addLast(node);
      return;
    }
    List<Node> before = new ArrayList<>();
    Iterator<Node> rest = chain.line.iterator();
    while (rest.hasNext()) {
      Node next = rest.next();
      if (!next.running && next.seq() > node.seq()) {
        break;
      }
      before.add(next);
      rest.remove();
    }
    chain.line.addFirst(node);
    for (int i = before.size() - 1; i >= 0; i--) {
      chain.line.addFirst(before.get(i));
    }
  }

  private void leaveLine(Node node) {
    for (Hash128 key : node.keys.keySet()) {
      Chain chain = chain(key);
      chain.line.remove(node);
      dropIfEmpty(key, chain);
    }
  }

  private void offerFronts(Node left, Change change) {
    for (Hash128 key : left.keys.keySet()) {
      Chain chain = chains.get(key);
      Node front = chain == null ? null : chain.line.peekFirst();
      if (front != null) {
        offer(front, change);
      }
    }
  }

  private void offer(Node node, Change change) {
    if (node.running) {
      return;
    }
    for (Hash128 key : node.keys.keySet()) {
      if (chain(key).line.peekFirst() != node) {
        return;
      }
    }
    node.running = true;
    change.ready().add(node.entry);
  }

  private Chain chain(Hash128 key) {
    return chains.computeIfAbsent(key, unused -> new Chain());
  }

  private void dropIfEmpty(Hash128 key, Chain chain) {
    if (chain.isEmpty()) {
      chains.remove(key);
    }
  }
}
