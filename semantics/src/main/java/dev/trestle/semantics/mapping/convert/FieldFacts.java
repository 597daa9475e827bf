package dev.trestle.semantics.mapping.convert;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a segment says that its resource has no element for, as one extension that holds one for
 * each value: whatever field the rule begins with, all listed fields are read. A value that is not
 * of its type stands as the text that was sent.
 */
final class FieldFacts implements Converter {
  /** A value type: the name of its property in an extension, and who makes it. */
  @SuppressWarnings("ImmutableEnumChecker") // converters have no state
  enum Kind {
    CONCEPT("valueCodeableConcept", new ConceptConverter()),
    TEXT("valueString", SimpleConverters::text),
    TIME("valueDateTime", SimpleConverters::dateTime),
    AMOUNT("valueQuantity", FieldFacts::amount),
    MONEY("valueMoney", FieldFacts::money),
    PERSON("valueReference", SharedResources::practitioner),
    ORGANIZATION("valueReference", SharedResources::organization),
    PLACE("valueReference", SharedResources::location),
    FACILITY("valueReference", HeaderConverters::facility),
    NAME("valueHumanName", new HumanNameConverter()),
    ADDRESS("valueAddress", new AddressConverter()),
    TELECOM("valueContactPoint", FieldFacts::telecom),
    SOCIAL_SECURITY("valueIdentifier", new IdentifierConverter()),
    CX("valueIdentifier", new IdentifierConverter()),
    EI("valueIdentifier", new IdentifierConverter());

    private final String property;
    private final Converter converter;

    Kind(String property, Converter converter) {
      this.property = property;
      this.converter = converter;
    }
  }

  /**
   * One fact.
   *
   * @param name the url of its extension
   * @param place number of the field, or of the component inside a group
   * @param kind null for a group
   * @param system of codes that name none
   * @param parts what a group holds, a group for each repetition
   */
  record Fact(String name, int place, @Nullable Kind kind, String system, List<Fact> parts) {}

  private static final String CURRENCIES = "currencies";

  /** A number without anybody who gave it, as NK1-37 has it. */
  private static final SortedMap<String, String> SOCIAL_SECURITY =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of("shape", "st", "system", "http://hl7.org/fhir/sid/us-ssn", "type", "SS")));

  private final String url;
  private final List<Fact> facts;

  FieldFacts(String name, Fact... facts) {
    this.url = "urn:trestle:extension:" + name;
    this.facts = List.of(facts);
  }

  static Fact fact(String name, int place, Kind kind) {
    return new Fact(name, place, kind, "", List.of());
  }

  static Fact coded(String name, int place, String table) {
    String system = "http://terminology.hl7.org/CodeSystem/v2-" + table;
    return new Fact(name, place, Kind.CONCEPT, system, List.of());
  }

  static Fact group(String name, int place, Fact... parts) {
    return new Fact(name, place, null, "", List.of(parts));
  }

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", url);
    ArrayNode parts = draft.array();
    for (Fact fact : facts) {
      for (int i = 1; i <= taken.segment().repetitions(fact.place()); i++) {
        add(parts, fact, taken.at(fact.place(), i), draft);
      }
    }
    if (parts.isEmpty()) {
      draft.take(mark);
      return null;
    }
    extension.set("extension", parts);
    return extension;
  }

  private static void add(ArrayNode to, Fact fact, Taken at, Draft draft) {
    if (at.text(0).isEmpty()) {
      return;
    }
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", fact.name());
    Kind kind = fact.kind();
    if (kind == null) {
      ArrayNode inner = draft.array();
      for (Fact part : fact.parts()) {
        Taken component =
            new Taken(at.segment(), at.field(), at.repetition(), part.place(), at.parameters());
        add(inner, part, component, draft);
      }
      if (inner.isEmpty()) {
        draft.take(mark);
        return;
      }
      extension.set("extension", inner);
    } else {
      value(extension, fact, kind, at, draft);
    }
    to.add(extension);
  }

  private static void value(ObjectNode into, Fact fact, Kind kind, Taken at, Draft draft) {
    Taken typed = typed(fact, kind, at);
    int before = draft.mark();
    JsonNode value = fits(kind, typed) ? kind.converter.convert(typed, draft) : null;
    if (value == null || value.isArray()) {
      draft.take(before);
      into.set(Kind.TEXT.property, draft.leaf(at.text(0), at, 0, 0));
    } else {
      into.set(kind.property, value);
    }
  }

  /** CQ: the units are a CWE, in version 2.5 and before its subcomponents. */
  private static @Nullable JsonNode amount(Taken taken, Draft draft) {
    boolean whole = taken.component() == 0;
    Taken units =
        new Taken(taken.segment(), taken.field(), taken.repetition(), 2, taken.parameters());
    boolean coded = whole && !units.text(1).isEmpty();
    ObjectNode quantity =
        (ObjectNode)
            StructuredNumber.quantity(taken, 1, taken.value(), coded ? units : null, draft);
    if (quantity != null && !coded) {
      draft.put(quantity, "unit", taken, 2, whole ? 2 : 0);
    }
    return quantity;
  }

  /** An XTN that is one number; one that is two, a telephone and an address of mail, is a text. */
  private static @Nullable JsonNode telecom(Taken taken, Draft draft) {
    JsonNode points = new ContactPointConverter().convert(taken, draft);
    return points != null && points.isArray() && points.size() == 1 ? points.get(0) : points;
  }

  /**
   * CP or MO: a number, and the currency where it is one; a denomination of its own stays a text.
   */
  private static @Nullable JsonNode money(Taken taken, Draft draft) {
    boolean composed = taken.subparts(1) > 1;
    String currency = composed ? taken.text(1, 2) : "";
    BigDecimal number = Numbers.read(composed ? taken.text(1, 1) : taken.value());
    boolean known = currency.isEmpty() || draft.find(CURRENCIES, currency) != null;
    if (number == null || !known) {
      return null;
    }
    ObjectNode money = draft.object();
    money.set("value", draft.leaf(number, taken, 1, composed ? 1 : 0));
    if (composed) {
      draft.put(money, "currency", taken, 1, 2);
    }
    return money;
  }

  /** What is no number needs no finding: it stands as it was sent. */
  private static boolean fits(Kind kind, Taken at) {
    return kind != Kind.AMOUNT || Numbers.read(at.value()) != null;
  }

  private static Taken typed(Fact fact, Kind kind, Taken at) {
    if (kind == Kind.SOCIAL_SECURITY) {
      Parameters number = new Parameters(at.parameters().element(), null, SOCIAL_SECURITY);
      return new Taken(at.segment(), at.field(), at.repetition(), at.component(), number);
    }
    String setting = kind == Kind.CONCEPT ? "system" : kind == Kind.EI ? "shape" : "";
    String value = kind == Kind.EI ? "ei" : fact.system();
    if (setting.isEmpty() || value.isEmpty()) {
      Parameters none = new Parameters(at.parameters().element(), null, new TreeMap<>());
      return new Taken(at.segment(), at.field(), at.repetition(), at.component(), none);
    }
    Parameters with =
        new Parameters(at.parameters().element(), null, new TreeMap<>(Map.of(setting, value)));
    return new Taken(at.segment(), at.field(), at.repetition(), at.component(), with);
  }
}
