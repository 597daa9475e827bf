package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Slot;
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

  @Override
  public String toString() {
    int bracket = path.indexOf('[');
    return "SlotKey[" + (bracket < 0 ? path : path.substring(0, bracket)) + "]";
  }
}
