package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of one resource: for each slot the statement of highest rank. Folding is
 * commutative, associative and idempotent, so that neither the order of arrival nor the batching
 * changes the result.
 *
 * <p>A slot keeps its ordinal (its index in {@link #slots}) for ever; marks and deltas name slots
 * by it. Not thread-safe.
 */
public final class ResourceState {
  private final Map<SlotKey, Integer> ordinals = new HashMap<>();
  private final List<HeldSlot> slots = new ArrayList<>();
  private final SortedSet<String> security = new TreeSet<>();

  /** What a statement did to the state. */
  public enum Effect {
    /** Nothing: older, or the same again. */
    NONE,
    /** Known values were confirmed by a higher rank. */
    CONFIRMED,
    /** Slots or labels changed; whether the resource looks different must be asked. */
    CHANGED
  }

  /**
   * The result of folding one statement.
   *
   * @param effect what it did
   * @param confirmed ordinals of slots that kept their value and rose in rank
   * @param said the statement in terms of the state, to be kept
   */
  public record Folded(Effect effect, BitSet confirmed, StatementDelta.Part said) {}

  public ResourceState() {}

  ResourceState(Collection<HeldSlot> slots, Collection<String> security) {
    slots.forEach(this::add);
    this.security.addAll(security);
  }

  /** A state of slots in order of their ordinals. */
  public static ResourceState of(Collection<HeldSlot> slots, Collection<String> security) {
    return new ResourceState(slots, security);
  }

  /** All slots by ordinal. */
  public List<HeldSlot> slots() {
    return Collections.unmodifiableList(slots);
  }

  public SortedSet<String> security() {
    return Collections.unmodifiableSortedSet(security);
  }

  /** Folds one statement in; references in its values are already resolved. */
  public Folded fold(Stamp stamp, Collection<String> labels, List<Slot> said) {
    boolean changed = security.addAll(labels);
    BitSet confirmed = new BitSet();
    StatementDelta.Part part = new StatementDelta.Part(stamp, List.copyOf(labels));
    for (Slot slot : said) {
      SlotKey key = SlotKey.of(slot, stamp.timeMicros());
      Integer ordinal = ordinals.get(key);
      HeldSlot held = ordinal == null ? null : slots.get(ordinal);
      if (ordinal != null && held != null && held.says(slot.value()) && !held.isVacant()) {
        part.repeats(held.setBy().seq(), ordinal);
        if (held.rank().compareTo(stamp) < 0) {
          slots.set(ordinal, held.at(stamp));
          confirmed.set(ordinal);
        }
      } else {
        HeldSlot fresh = new HeldSlot(key, slot.value(), stamp, stamp, slot.origins());
        part.brings(fresh);
        changed |= put(ordinal, fresh);
      }
    }
    Effect effect = changed ? Effect.CHANGED : confirmed.isEmpty() ? Effect.NONE : Effect.CONFIRMED;
    return new Folded(effect, confirmed, part);
  }

  /** Within one message the later slot stands, so an equal rank replaces. */
  private boolean put(@Nullable Integer ordinal, HeldSlot fresh) {
    if (ordinal == null) {
      add(fresh);
      return true;
    }
    if (slots.get(ordinal).rank().compareTo(fresh.rank()) <= 0) {
      slots.set(ordinal, fresh);
      return true;
    }
    return false;
  }

  private void add(HeldSlot slot) {
    ordinals.put(slot.key(), slots.size());
    slots.add(slot);
  }

  /** Raises slots to a rank that confirmed them; returns those that rose. */
  public BitSet confirm(Mark mark) {
    BitSet risen = new BitSet();
    for (int i = mark.slots().nextSetBit(0); i >= 0; i = mark.slots().nextSetBit(i + 1)) {
      HeldSlot held = slots.get(i);
      if (held.rank().compareTo(mark.stamp()) < 0) {
        slots.set(i, held.at(mark.stamp()));
        risen.set(i);
      }
    }
    return risen;
  }

  /** Whether a change of rank alone could show something else: events, or rival single values. */
  public boolean isContested(BitSet risen) {
    Map<String, Integer> claims = new HashMap<>();
    for (HeldSlot slot : slots) {
      JsonNode value = slot.value();
      if (slot.key().event() != null) {
        claims.merge(slot.element(), 2, Integer::sum);
      } else if (value != null && !value.isArray()) {
        claims.merge(slot.element(), 1, Integer::sum);
      }
    }
    return risen.stream().anyMatch(i -> claims.getOrDefault(slots.get(i).element(), 0) > 1);
  }

  /** The same slots by the same ordinals with nothing said: where a refold starts. */
  ResourceState vacated() {
    return new ResourceState(slots.stream().map(HeldSlot::vacant).toList(), List.of());
  }

  /** The value that stands under an ordinal, for tests and lineage. */
  public @Nullable JsonNode value(int ordinal) {
    return slots.get(ordinal).value();
  }

  /** The resource, without {@code meta.versionId} and {@code meta.lastUpdated}. */
  public ObjectNode render(String type, @Nullable String id) {
    return Rendering.render(type, id, security, said(ranked()));
  }

  /**
   * A leaf of the resource as it looks.
   *
   * @param path as in {@link Rendering.Leaf}
   * @param slot what it is shown from
   * @param ordinal number of the leaf in the slot's value
   */
  public record Leaf(String path, HeldSlot slot, int ordinal) {}

  /** Every leaf that {@link #render} shows of its slots, in its order. */
  public List<Leaf> leaves(String type) {
    List<HeldSlot> ranked = ranked();
    return Rendering.leaves(type, said(ranked)).stream()
        .map(leaf -> new Leaf(leaf.path(), ranked.get(leaf.slot()), leaf.ordinal()))
        .toList();
  }

  private List<HeldSlot> ranked() {
    List<HeldSlot> ranked = new ArrayList<>(slots);
    ranked.sort(HeldSlot.RENDERING_ORDER);
    return ranked;
  }

  private static List<Slot> said(List<HeldSlot> ranked) {
    List<Slot> said = new ArrayList<>(ranked.size());
    for (HeldSlot slot : ranked) {
      said.add(slot.toSlot());
    }
    return said;
  }

  @Override
  public String toString() {
    return "ResourceState[" + slots.size() + " slots]";
  }
}
