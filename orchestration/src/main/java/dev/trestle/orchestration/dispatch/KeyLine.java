package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.sealing.Hash128;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one key orders: entries in line, lowest first but never before one that runs; and parked
 * entries that keep the key until a decision.
 */
final class KeyLine {
  private final ArrayDeque<KeyNode> line = new ArrayDeque<>();
  private final TreeMap<Long, KeyNode> parked = new TreeMap<>();

  boolean isEmpty() {
    return line.isEmpty() && parked.isEmpty();
  }

  @Nullable KeyNode front() {
    return line.peekFirst();
  }

  void insert(KeyNode node) {
    ArrayDeque<KeyNode> behind = new ArrayDeque<>();
    KeyNode last = line.peekLast();
    while (last != null && !last.running && last.order() > node.order()) {
      behind.addFirst(line.removeLast());
      last = line.peekLast();
    }
    line.addLast(node);
    line.addAll(behind);
  }

  /** Those in line before an entry. */
  List<KeyNode> before(KeyNode node) {
    List<KeyNode> before = new ArrayList<>();
    for (KeyNode one : line) {
      if (one == node) {
        break;
      }
      before.add(one);
    }
    return before;
  }

  void leave(KeyNode node) {
    line.remove(node);
  }

  void park(KeyNode node) {
    parked.put(node.order(), node);
  }

  void unpark(KeyNode node) {
    parked.remove(node.order(), node);
  }

  /** The lowest parked entry that makes this one wait. */
  @Nullable KeyNode holder(Hash128 key, KeyNode node) {
    for (KeyNode earlier : parked.headMap(node.order()).values()) {
      if (earlier.holds(key, node)) {
        return earlier;
      }
    }
    return null;
  }

  /** The entries in line that must wait for one that was parked. */
  List<KeyNode> heldBy(Hash128 key, KeyNode holder) {
    List<KeyNode> held = new ArrayList<>();
    for (KeyNode node : line) {
      if (!node.running && node.order() > holder.order() && holder.holds(key, node)) {
        held.add(node);
      }
    }
    return held;
  }
}
