package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where in a message a value stands. The message is read when the first place is asked for. */
final class MessagePlaces {
  private final byte[] raw;
  private final Source source;
  private @Nullable Hl7Message message;

  MessagePlaces(byte[] raw, Source source) {
    this.raw = raw;
    this.source = source;
  }

  /** The day of MSH-7, or null. */
  @Nullable DayRange sent() {
    return DayRange.of(message().text("MSH", 7, 1));
  }

  /**
   * The place of a leaf of a slot; the element where a rule gave it.
   *
   * @param element what to say of a value that stands nowhere in the message
   */
  String of(Slot slot, JsonNode leaf, String element) {
    int[] passed = {0};
    JsonNode value = slot.value();
    boolean found = value != null && find(value, leaf, passed) && passed[0] < slot.origins().size();
    if (!found) {
      return element;
    }
    Origin origin = slot.origins().get(passed[0]);
    return origin.start() < 0 ? element : message().location(origin.start(), origin.length());
  }

  /** Counts leaves before this one, in document order. */
  @SuppressWarnings("ReferenceEquality") // the leaf itself, not one like it
  private static boolean find(JsonNode node, JsonNode leaf, int[] passed) {
    if (node == leaf) {
      return true;
    }
    if (node.isValueNode()) {
      passed[0]++;
      return false;
    }
    for (JsonNode child : node) {
      if (find(child, leaf, passed)) {
        return true;
      }
    }
    return false;
  }

  private Hl7Message message() {
    Hl7Message known = message;
    if (known == null) {
      known = Hl7Message.read(raw, new ReadOptions(source.charset()));
      message = known;
    }
    return known;
  }
}
