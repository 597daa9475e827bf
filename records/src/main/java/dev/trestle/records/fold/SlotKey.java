package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a slot is kept under. Plain values: the path. Events: the path, the event's name and its
 * time, so that a history holds each event once; a cancel is kept beside what it cancels.
 *
 * @param path element and discriminator
 * @param event name of the event, null for plain values
 * @param cancels whether it takes the event back
 * @param eventMicros time of the event, 0 for plain values
 */
public record SlotKey(String path, @Nullable String event, boolean cancels, long eventMicros) {
  /** The key of a slot said at a time. */
  public static SlotKey of(Slot slot, long timeMicros) {
    Slot.Event event = slot.event();
    return event == null
        ? new SlotKey(slot.path(), null, false, 0)
        : new SlotKey(slot.path(), event.name(), event.cancels(), timeMicros);
  }

  Slot.@Nullable Event slotEvent() {
    return event == null ? null : new Slot.Event(event, cancels);
  }

  /** Keys are looked up for every slot of every message; the text keeps its hash. */
  @Override
  public int hashCode() {
    int own = 31 * path.hashCode() + Long.hashCode(eventMicros);
    return event == null ? own : 31 * own + event.hashCode() + (cancels ? 1 : 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlotKey key
        && path.equals(key.path)
        && eventMicros == key.eventMicros
        && cancels == key.cancels
        && Objects.equals(event, key.event);
  }

  @Override
  public String toString() {
    int bracket = path.indexOf('[');
    return "SlotKey[" + (bracket < 0 ? path : path.substring(0, bracket)) + "]";
  }
}
