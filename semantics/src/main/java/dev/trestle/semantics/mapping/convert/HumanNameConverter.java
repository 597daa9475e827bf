package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * XPN (and the name in an XCN) to HumanName. The use is that of table 0200.
 *
 * <p>Settings: {@code use} for a fixed use; {@code first} the number of the family name's part.
 */
final class HumanNameConverter implements Converter {
  private static final int XPN_FAMILY = 1;
  private static final int XPN_TYPE = 7;
  private static final int XCN_TYPE = 10;
  private static final int PATIENT_NAME = 5;

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ObjectNode name = name(taken, 1, draft);
    if (name == null) {
      return null;
    }
    Periods.put(name, taken, 12, 13, draft);
    return name;
  }

  /** The name whose family part has this number, or null when every part is empty. */
  static @Nullable ObjectNode name(Taken taken, int first, Draft draft) {
    int mark = draft.mark();
    int typePart = first == XPN_FAMILY ? XPN_TYPE : XCN_TYPE;
    ObjectNode name = draft.object();
    if (isTemporary(taken, first, draft)) {
      draft.constant(name, "use", "temp");
      draft.use(taken, typePart, 0);
    } else {
      use(taken, typePart, draft, name);
    }
    boolean said = family(taken, first, draft, name);
    said |= parts(name, "given", taken, draft, first + 1, first + 2);
    said |= parts(name, "prefix", taken, draft, first + 4);
    said |= parts(name, "suffix", taken, draft, first + 3, first + 5);
    if (!said) {
      draft.take(mark);
      return null;
    }
    return name;
  }

  /**
   * A trauma alias or a newborn's first name is a temporary name, whatever its type code says; the
   * check for another patient under the number goes by it (DESIGN §4 "Unknown people").
   */
  private static boolean isTemporary(Taken taken, int first, Draft draft) {
    return taken.segment().name().equals("PID")
        && taken.field() == PATIENT_NAME
        && draft.feed().unreal().isTemporary(taken.text(first));
  }

  private static void use(Taken taken, int part, Draft draft, ObjectNode name) {
    String fixed = taken.parameters().get("use");
    if (!fixed.isEmpty()) {
      draft.constant(name, "use", fixed);
      return;
    }
    String type = taken.text(part);
    CodeTable.Target use = type.isEmpty() ? null : draft.find("0200-name-use", type);
    if (use != null && !use.code().isEmpty()) {
      draft.put(name, "use", use.code(), taken, part);
    } else if (use != null) {
      draft.use(taken, part, 0);
    }
  }

  /** FN: the surname is the first subcomponent; own and partner's parts are in it already. */
  private static boolean family(Taken taken, int part, Draft draft, ObjectNode name) {
    if (taken.subparts(part) <= 1) {
      return draft.put(name, "family", taken, part);
    }
    if (draft.put(name, "family", taken, part, 1)) {
      return true;
    }
    return draft.put(name, "family", taken, part);
  }

  private static boolean parts(
      ObjectNode name, String element, Taken taken, Draft draft, int... parts) {
    ArrayNode items = draft.array();
    for (int part : parts) {
      String text = taken.text(part);
      if (!text.isEmpty()) {
        items.add(draft.leaf(text, taken, part, 0));
      }
    }
    if (items.isEmpty()) {
      return false;
    }
    name.set(element, items);
    return true;
  }
}
