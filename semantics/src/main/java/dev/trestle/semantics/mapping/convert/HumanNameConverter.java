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
  private static final int XPN_CALLED_BY = 15;
  private static final int PATIENT_NAME = 5;

  /** Subcomponents of FN after the surname, with the extension of each (HL7 v2.5.1 §2.A.30). */
  private static final String[] SURNAME_PARTS = {
    "http://hl7.org/fhir/StructureDefinition/humanname-own-prefix",
    "http://hl7.org/fhir/StructureDefinition/humanname-own-name",
    "http://hl7.org/fhir/StructureDefinition/humanname-partner-prefix",
    "http://hl7.org/fhir/StructureDefinition/humanname-partner-name"
  };

  private static final String ASSEMBLY_ORDER =
      "http://hl7.org/fhir/StructureDefinition/humanname-assembly-order";

  /** Numbers of parts that do not follow the family name alike in XPN and XCN. */
  private record Parts(int first, int type, int range, int order, int start, int end, int title) {
    static final Parts XPN = new Parts(1, 7, 10, 11, 12, 13, 14);
    static final Parts XCN = new Parts(2, 10, 17, 18, 19, 20, 21);
  }

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ObjectNode name = name(taken, 1, draft);
    if (name == null || taken.text(XPN_CALLED_BY).isEmpty()) {
      return name;
    }
    ObjectNode nickname = draft.object();
    draft.constant(nickname, "use", "nickname");
    nickname.set(
        "given", draft.array().add(draft.leaf(taken.text(XPN_CALLED_BY), taken, XPN_CALLED_BY, 0)));
    return draft.array().add(name).add(nickname);
  }

  /** The name whose family part has this number, or null when every part is empty. */
  static @Nullable ObjectNode name(Taken taken, int first, Draft draft) {
    int mark = draft.mark();
    Parts parts = first == 1 ? Parts.XPN : Parts.XCN;
    ObjectNode name = draft.object();
    if (isTemporary(taken, first, draft)) {
      draft.constant(name, "use", "temp");
      draft.use(taken, parts.type(), 0);
    } else {
      use(taken, parts.type(), draft, name);
    }
    boolean said = family(taken, first, draft, name);
    said |= parts(name, "given", taken, draft, first + 1, first + 2);
    said |= parts(name, "prefix", taken, draft, first + 4);
    said |= parts(name, "suffix", taken, draft, first + 3, first + 5, parts.title());
    if (!said) {
      draft.take(mark);
      return null;
    }
    Periods.put(name, taken, parts.start(), parts.end(), parts.range(), draft);
    order(taken, parts.order(), draft, name);
    return name;
  }

  /** Table 0444: which of the names stands first. */
  private static void order(Taken taken, int part, Draft draft, ObjectNode name) {
    String order = taken.text(part);
    if (order.equals("G") || order.equals("F")) {
      ObjectNode extension = draft.object();
      draft.constant(extension, "url", ASSEMBLY_ORDER);
      draft.put(extension, "valueCode", taken, part);
      name.set("extension", draft.array().add(extension));
    }
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
    if (!draft.put(name, "family", taken, part, 1)) {
      return draft.put(name, "family", taken, part);
    }
    ArrayNode extensions = draft.array();
    for (int i = 0; i < SURNAME_PARTS.length; i++) {
      Extensions.add(extensions, SURNAME_PARTS[i], taken, part, i + 2, draft);
    }
    if (!extensions.isEmpty()) {
      name.set("_family", draft.object().set("extension", extensions));
    }
    return true;
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
