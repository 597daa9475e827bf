package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.fixed.FixedCoding;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CX, EI or ST to Identifier. The value stands as sent; the system is the authority's.
 *
 * <p>Settings: {@code shape} is {@code cx} (default), {@code ei}, {@code st} or {@code dln}; {@code
 * type} a code of table 0203; {@code system} a fixed system; {@code use} its Identifier.use.
 */
final class IdentifierConverter implements Converter {
  private static final String TYPES = "0203-identifier-type";
  private static final String LOCAL_TYPES = "0203";
  private static final int NAMESPACE = 1;
  private static final int UNIVERSAL_ID = 2;
  private static final String LICENCE = "DL";
  private static final int CX_FACILITY = 6;

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    if (taken.value().isEmpty()) {
      return null;
    }
    ObjectNode identifier = draft.object();
    if (!taken.parameters().get("use").isEmpty()) {
      draft.constant(identifier, "use", taken.parameters().get("use"));
    }
    type(taken, draft, identifier);
    String system = taken.parameters().get("system");
    if (system.isEmpty()) {
      system = draft.feed().system(resolve(taken, draft.feed()));
    }
    draft.constant(identifier, "system", system);
    draft.put(identifier, "value", taken, 1);
    useAuthority(taken, draft);
    if (shape(taken).equals("cx")) {
      Periods.put(identifier, taken, 7, 8, draft);
      assigner(identifier, taken, CX_FACILITY, draft);
      Extensions.checkDigit(identifier, taken, 2, 3, draft);
    } else if (shape(taken).equals("dln")) {
      ObjectNode period = draft.object();
      Periods.putTime(period, "end", taken, 3, draft);
      if (!period.isEmpty()) {
        identifier.set("period", period);
      }
    }
    return identifier;
  }

  /**
   * A reference by number alone, to what this message does not describe; setting {@code to}, where
   * it is known what it is.
   */
  static @Nullable JsonNode reference(Taken taken, Draft draft) {
    ObjectNode reference = draft.object();
    if (!taken.parameters().get("to").isEmpty()) {
      draft.constant(reference, "type", taken.parameters().get("to"));
    }
    JsonNode identifier = new IdentifierConverter().convert(taken, draft);
    if (identifier == null) {
      return null;
    }
    reference.set("identifier", identifier);
    return reference;
  }

  /** What keeps this identifier apart from others of its element: {@code authority|value}. */
  static String discriminator(Taken taken, Feed feed) {
    String system = taken.parameters().get("system");
    if (!system.isEmpty()) {
      return system + "|" + taken.value();
    }
    return resolve(taken, feed).authority() + "|" + taken.value();
  }

  /** Whose number it is, by the shape of the field. */
  static ScopedIdentifier resolve(Taken taken, Feed feed) {
    return switch (shape(taken)) {
      case "ei" -> feed.resolve(taken.value(), taken.text(2), taken.text(3));
      case "st" -> feed.resolve(taken.value(), taken.parameters().get("authority"), "");
      case "dln" -> feed.resolve(taken.value(), LICENCE + state(taken), "");
      default -> feed.resolve(taken.value(), taken.text(4, NAMESPACE), taken.text(4, UNIVERSAL_ID));
    };
  }

  /** Who issued a licence (DLN.2): a code, or since v2.7 a CWE. */
  private static String state(Taken taken) {
    String state = taken.subparts(2) > 1 ? taken.text(2, 1) : taken.text(2);
    return state.isEmpty() ? "" : "-" + state;
  }

  private static void type(Taken taken, Draft draft, ObjectNode identifier) {
    String fixed = taken.parameters().get("type");
    type(taken, shape(taken).equals("cx") ? 5 : 0, fixed, draft, identifier);
  }

  /** The type of a number by the part that has its code in table 0203, else a fixed one. */
  static void type(Taken taken, int part, String fixed, Draft draft, ObjectNode identifier) {
    String sent = part == 0 ? "" : taken.text(part);
    if (sent.isEmpty() && fixed.isEmpty()) {
      return;
    }
    String code = sent.isEmpty() ? fixed : sent;
    CodeTable.Target known = draft.find(TYPES, code);
    if (known != null && sent.isEmpty()) {
      identifier.set("type", draft.coding(known.system(), code).concept());
    } else if (known != null && known.code().equals(sent)) {
      FixedCoding coding = FixedCoding.said(known.system(), known.code());
      identifier.set("type", draft.coding(coding, taken, part).concept());
    } else {
      ObjectNode coding = draft.object();
      String system = known == null ? draft.feed().localSystem(LOCAL_TYPES) : known.system();
      draft.constant(coding, "system", system);
      if (sent.isEmpty()) {
        draft.constant(coding, "code", fixed);
      } else {
        draft.put(coding, "code", taken, part);
      }
      ObjectNode type = draft.object();
      type.set("coding", draft.array().add(coding));
      identifier.set("type", type);
    }
  }

  /** Which facility gave the number to somebody (HD): {@code assigner}. */
  static void assigner(ObjectNode identifier, Taken taken, int part, Draft draft) {
    boolean composed = taken.subparts(part) > 1;
    String name = composed ? taken.text(part, 1) : taken.text(part);
    String universal = composed ? taken.text(part, 2) : "";
    if (name.isEmpty() && universal.isEmpty()) {
      return;
    }
    ObjectNode assigner = draft.object();
    if (!universal.isEmpty()) {
      assigner.set("identifier", universal(taken, part, draft));
    }
    if (!name.isEmpty()) {
      draft.put(assigner, "display", taken, part, composed ? 1 : 0);
    }
    identifier.set("assigner", assigner);
  }

  /** HD.2 by its type (HD.3): an OID as its URN, anything else as it is called there. */
  private static ObjectNode universal(Taken taken, int part, Draft draft) {
    ObjectNode number = draft.object();
    if (taken.text(part, 3).equals("ISO")) {
      draft.constant(number, "system", "urn:ietf:rfc:3986");
      number.set("value", draft.leaf("urn:oid:" + taken.text(part, 2), taken, part, 2));
      draft.use(taken, part, 3);
      return number;
    }
    if (!taken.text(part, 3).isEmpty()) {
      ObjectNode type = draft.object();
      draft.put(type, "text", taken, part, 3);
      number.set("type", type);
    }
    draft.put(number, "value", taken, part, 2);
    return number;
  }

  /** The authority went into the system. */
  private static void useAuthority(Taken taken, Draft draft) {
    if (shape(taken).equals("cx")) {
      draft.use(taken, 4, 0);
    } else if (shape(taken).equals("ei")) {
      draft.use(taken, 2, 0);
      draft.use(taken, 3, 0);
      draft.use(taken, 4, 0);
    } else if (shape(taken).equals("dln")) {
      draft.use(taken, 2, 0);
    }
  }

  private static String shape(Taken taken) {
    String shape = taken.parameters().get("shape");
    return shape.isEmpty() ? "cx" : shape;
  }
}
