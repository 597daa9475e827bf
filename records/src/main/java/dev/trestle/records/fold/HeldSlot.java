package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One slot of a resource as it stands.
 *
 * @param key what it is kept under
 * @param value the value, or null: deleted, or never said (then {@code rank} is {@link Stamp#NONE})
 * @param rank the highest statement that said so
 * @param setBy the statement that brought the value in; {@code origins} refer to its message
 * @param origins one for each leaf of the value
 */
public record HeldSlot(
    SlotKey key, @Nullable JsonNode value, Stamp rank, Stamp setBy, List<Origin> origins) {
  /**
   * Rank, and within one level and time a cancel after what it may cancel. Slots of one message
   * have one rank; their paths decide, so that the order of arrival never does.
   */
  static final Comparator<HeldSlot> RENDERING_ORDER =
      Comparator.comparing(HeldSlot::rank, Stamp::compareTime)
          .thenComparing(slot -> slot.key.cancels())
          .thenComparing(HeldSlot::rank, Stamp::compareSource)
          .thenComparing(slot -> slot.key.path())
          .thenComparing(slot -> Objects.toString(slot.key.event(), ""));

  boolean says(@Nullable JsonNode other) {
    return Objects.equals(value, other);
  }

  /** Whether nothing was said. */
  public boolean isVacant() {
    return rank.equals(Stamp.NONE);
  }

  HeldSlot at(Stamp newRank) {
    return new HeldSlot(key, value, newRank, setBy, origins);
  }

  /** The same place with nothing said. */
  HeldSlot vacant() {
    return new HeldSlot(key, null, Stamp.NONE, Stamp.NONE, List.of());
  }

  String element() {
    return Slot.element(key.path());
  }

  /** As it was said. */
  public Slot toSlot() {
    return new Slot(key.path(), value, key.slotEvent(), origins);
  }

  @Override
  public String toString() {
    return "HeldSlot[" + key + "]";
  }
}
