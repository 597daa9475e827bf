package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds a resource again from all its statements, leaving some out: the way back for a statement
 * that should never have been made (DESIGN §2 "statement").
 */
public final class Refold {
  private final ResourceState current;
  private final Map<Place, HeldSlot> brought = new HashMap<>();
  private final Map<Place, Long> repeated = new HashMap<>();

  /** A slot as an entry mentioned it. */
  private record Place(long seq, SlotKey key) {}

  private Refold(ResourceState current) {
    this.current = current;
  }

  /**
   * Folds again.
   *
   * @param current the state as it stands; gives the ordinals, which stay
   * @param deltas all statements of the resource, in any order
   * @param without journal entries whose statements do not count
   */
  public static ResourceState rebuild(
      ResourceState current, List<StatementDelta> deltas, Set<Long> without) {
    List<StatementDelta> inOrder = new ArrayList<>(deltas);
    inOrder.sort(Comparator.comparingLong(StatementDelta::seq));
    Refold refold = new Refold(current);
    inOrder.forEach(refold::learn);
    ResourceState state = current.vacated();
    for (StatementDelta delta : inOrder) {
      for (StatementDelta.Part part : delta.parts()) {
        if (!without.contains(delta.seq()) && !without.contains(part.stamp().seq())) {
          state.fold(part.stamp(), part.security(), refold.slots(part));
        }
      }
    }
    return state;
  }

  private void learn(StatementDelta delta) {
    for (StatementDelta.Part part : delta.parts()) {
      for (HeldSlot slot : part.brought()) {
        // Of several values that one entry brought for a slot, only the highest could stand.
        brought.merge(
            new Place(slot.setBy().seq(), slot.key()),
            slot,
            (before, after) -> before.rank().compareTo(after.rank()) <= 0 ? after : before);
      }
      part.repeated()
          .forEach(
              (from, ordinals) ->
                  ordinals.stream()
                      .mapToObj(ordinal -> new Place(part.stamp().seq(), key(ordinal)))
                      .forEach(place -> repeated.put(place, from)));
    }
  }

  private SlotKey key(int ordinal) {
    return current.slots().get(ordinal).key();
  }

  private List<Slot> slots(StatementDelta.Part part) {
    List<Slot> slots = new ArrayList<>();
    for (Map.Entry<Long, BitSet> group : part.repeated().entrySet()) {
      group.getValue().stream()
          .mapToObj(ordinal -> repeatedSlot(group.getKey(), key(ordinal)))
          .forEach(slots::add);
    }
    part.brought().forEach(slot -> slots.add(slot.toSlot()));
    return slots;
  }

  /** Follows the repeats to the entry that spelled the value out; its origins are not ours. */
  private Slot repeatedSlot(long from, SlotKey key) {
    @Nullable Long seq = from;
    for (int step = 0; step <= repeated.size() && seq != null; step++) {
      HeldSlot slot = brought.get(new Place(seq, key));
      if (slot != null) {
        return new Slot(key.path(), slot.value(), key.slotEvent(), List.of());
      }
      seq = repeated.get(new Place(seq, key));
    }
    throw new IllegalStateException("a statement of the resource is not kept");
  }
}
