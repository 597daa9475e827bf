package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** XAD to Address; use and type are those of table 0190. */
final class AddressConverter implements Converter {
  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ObjectNode address = draft.object();
    type(taken, draft, address);
    int typed = draft.mark();
    ArrayNode lines = draft.array();
    street(taken, draft, lines);
    for (int part : new int[] {2, 8}) {
      String line = taken.text(part);
      if (!line.isEmpty()) {
        lines.add(draft.leaf(line, taken, part, 0));
      }
    }
    if (!lines.isEmpty()) {
      address.set("line", lines);
    }
    draft.put(address, "city", taken, 3);
    draft.put(address, "district", taken, 9);
    draft.put(address, "state", taken, 4);
    draft.put(address, "postalCode", taken, 5);
    draft.put(address, "country", taken, 6);
    if (draft.mark() == typed) {
      return null;
    }
    Periods.put(address, taken, 13, 14, draft);
    return address;
  }

  private static void type(Taken taken, Draft draft, ObjectNode address) {
    String sent = taken.text(7);
    if (sent.isEmpty()) {
      return;
    }
    CodeTable.Target use = draft.find("0190-address-use", sent);
    CodeTable.Target type = draft.find("0190-address-type", sent);
    if (use != null && !use.code().isEmpty()) {
      draft.put(address, "use", use.code(), taken, 7);
    }
    if (type != null && !type.code().isEmpty()) {
      draft.put(address, "type", type.code(), taken, 7);
    }
    if (use != null || type != null) {
      draft.use(taken, 7, 0);
    }
  }

  /** SAD: street, or its name and number apart, in the order sent. */
  private static void street(Taken taken, Draft draft, ArrayNode lines) {
    if (taken.subparts(1) <= 1) {
      String line = taken.text(1);
      if (!line.isEmpty()) {
        lines.add(draft.leaf(line, taken, 1, 0));
      }
      return;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= taken.subparts(1); i++) {
      String part = taken.text(1, i);
      if (!part.isEmpty()) {
        line.append(line.isEmpty() ? "" : " ").append(part);
      }
    }
    if (!line.isEmpty()) {
      lines.add(draft.leaf(line.toString(), taken, 1, 0));
    }
  }
}
