package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.dispatch.Streams.Stream;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keys of entries that the dispatcher has not taken from the journal yet, so that what is urgent
 * can be taken before a flood that came first. An entry is only ever taken together with everything
 * before it that shares a key with it, directly or through others: the order under each key stays
 * as it was received. Not thread-safe.
 */
final class ReadAhead {
  /** Entries looked at beyond the dispatcher's position; what lies further waits. */
  static final int ENTRIES = 200_000;

  /** Entries taken together at most; what hangs on more waits for its turn. */
  static final int TOGETHER = 50;

  private static final Node[] NONE = {};

  private final ArrayDeque<Node> unread = new ArrayDeque<>();
  private final ArrayDeque<Node> candidates = new ArrayDeque<>();
  private final Map<Hash128, Node> lastOfKey = new HashMap<>();
  private final TreeSet<Long> taken = new TreeSet<>();
  private Streams streams = new Streams();
  private long upTo;

  /** An entry that was not taken yet. */
  private static final class Node {
    final long seq;
    final Stream stream;
    final boolean mayOvertake;
    final Hash128[] keys;

    /** For each key the entry before it, if that was not gone already. */
    @Nullable Node[] previous;

    /** Taken, or passed by the dispatcher. */
    boolean gone;

    Node(JournalEntry entry) {
      seq = entry.seq();
      stream = Stream.of(entry);
      // A repeat has no keys and follows its first copy; a corrected copy has a place further back.
      mayOvertake = entry.duplicateOf() == 0 && entry.position() == seq && !entry.isBig();
      keys =
          entry.duplicateOf() == 0
              ? entry.keys().stream().map(HashedKey::hash).distinct().toArray(Hash128[]::new)
              : new Hash128[0];
      previous = new Node[keys.length];
    }
  }

  /** Up to where it has looked. */
  long upTo() {
    return upTo;
  }

  boolean hasRoom() {
    return unread.size() < ENTRIES;
  }

  /** Entries of a stream that were seen and are neither taken nor passed. */
  int count(Stream stream) {
    return streams.count(stream);
  }

  /** The next entries of the journal, in sequence, without a gap since {@link #upTo}. */
  void add(List<JournalEntry> entries, long newUpTo) {
    for (JournalEntry entry : entries) {
      if (taken.contains(entry.seq())) {
        continue; // with everything before it under its keys
      }
      Node node = new Node(entry);
      for (int i = 0; i < node.keys.length; i++) {
        node.previous[i] = lastOfKey.put(node.keys[i], node);
      }
      unread.add(node);
      streams.add(node.stream);
      if (node.mayOvertake) {
        candidates.add(node);
      }
    }
    upTo = newUpTo;
  }

  /** The dispatcher has taken everything up to here. */
  void passed(long position) {
    while (!unread.isEmpty() && unread.getFirst().seq <= position) {
      gone(unread.removeFirst());
    }
    taken.headSet(position, true).clear();
    while (!candidates.isEmpty() && candidates.getFirst().gone) {
      candidates.removeFirst();
    }
    upTo = Math.max(upTo, position);
  }

  /**
   * These could not be taken after all and come in their turn; what was seen is looked at again.
   *
   * @param position of the dispatcher
   */
  void giveBack(List<Long> seqs, long position) {
    seqs.forEach(taken::remove);
    unread.clear();
    candidates.clear();
    lastOfKey.clear();
    streams = new Streams();
    upTo = position;
  }

  /** Whether an entry was taken before its turn. */
  boolean wasTaken(long seq) {
    return taken.contains(seq);
  }

  /**
   * Takes the next entry that is urgent, with all that must go before it.
   *
   * @param urgent whether entries of a stream are; one that is not is never asked for again
   * @return their numbers, rising; empty: nothing seen so far is urgent, or can overtake
   */
  List<Long> takeUrgent(Predicate<Stream> urgent) {
    while (!candidates.isEmpty()) {
      Node node = candidates.removeFirst();
      if (node.gone || !urgent.test(node.stream)) {
        continue;
      }
      NavigableMap<Long, Node> together = together(node);
      if (!together.isEmpty()) {
        List<Long> seqs = List.copyOf(together.keySet());
        taken.addAll(seqs);
        together.values().forEach(this::gone);
        return seqs;
      }
    }
    return List.of();
  }

  /** An entry and what must go before it; empty when it cannot overtake. */
  private static NavigableMap<Long, Node> together(Node urgent) {
    NavigableMap<Long, Node> together = new TreeMap<>();
    ArrayDeque<Node> look = new ArrayDeque<>(List.of(urgent));
    while (!look.isEmpty()) {
      Node node = look.removeFirst();
      if (!node.mayOvertake || together.size() == TOGETHER) {
        return new TreeMap<>();
      }
      if (together.put(node.seq, node) == null) {
        for (Node before : node.previous) {
          // What is gone took everything before it along.
          if (before != null && !before.gone) {
            look.add(before);
          }
        }
      }
    }
    return together;
  }

  private void gone(Node node) {
    if (node.gone) {
      return;
    }
    node.gone = true;
    node.previous = NONE;
    streams.remove(node.stream);
    for (Hash128 key : node.keys) {
      lastOfKey.remove(key, node);
    }
  }
}
