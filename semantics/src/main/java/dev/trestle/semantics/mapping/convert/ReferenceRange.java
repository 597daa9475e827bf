package dev.trestle.semantics.mapping.convert;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OBX-7: {@code low-high}, {@code <high}, {@code >low} as numbers; always the text as sent. */
final class ReferenceRange implements Converter {
  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    String text = taken.text(0);
    if (text.isEmpty()) {
      return null;
    }
    ObjectNode range = draft.object();
    Taken units = ObservationValue.units(taken);
    int dash = text.indexOf('-', 1);
    if (dash > 0) {
      BigDecimal low = Numbers.read(text.substring(0, dash));
      BigDecimal high = Numbers.read(text.substring(dash + 1));
      if (low != null && high != null) {
        put(range, "low", text.substring(0, dash).strip(), taken, units, draft);
        put(range, "high", text.substring(dash + 1).strip(), taken, units, draft);
      }
    } else if (text.startsWith("<")) {
      put(range, "high", text.substring(text.startsWith("<=") ? 2 : 1), taken, units, draft);
    } else if (text.startsWith(">")) {
      put(range, "low", text.substring(text.startsWith(">=") ? 2 : 1), taken, units, draft);
    }
    range.set("text", draft.leaf(text, taken, 0, 0));
    return range;
  }

  private static void put(
      ObjectNode range, String name, String text, Taken taken, @Nullable Taken units, Draft draft) {
    JsonNode quantity = StructuredNumber.quantity(taken, 0, text, units, draft);
    if (quantity != null) {
      range.set(name, quantity);
    }
  }
}
