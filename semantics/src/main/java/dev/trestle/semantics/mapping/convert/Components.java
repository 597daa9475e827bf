package dev.trestle.semantics.mapping.convert;

import static dev.trestle.semantics.mapping.convert.FieldFacts.coded;
import static dev.trestle.semantics.mapping.convert.FieldFacts.fact;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.FieldFacts.Fact;
import dev.trestle.semantics.mapping.convert.FieldFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * RXC (HL7 v2.8 §4A.4.3): what a medication is made of, as the ingredients of a Medication. An RXC
 * belongs to the RXO, RXE, RXD or RXA before it, or to the first one where it stands before all.
 *
 * <p>RXC-3 is how much of it is in the whole preparation, whatever the volume of that: the ratio
 * says so. RXC-5 to RXC-9 are the strength of what is put in, and no strength of the ingredient: a
 * vial of 2 mmol/mL makes no bag of 2 mmol/mL. They stand beside it as sent.
 */
public final class Components {
  private static final Set<String> OWNERS = Set.of("RXO", "RXE", "RXD", "RXA", "RXG");
  private static final String COMPONENT = "RXC";
  private static final int CODE = 2;
  private static final int AMOUNT = 3;
  private static final int UNITS = 4;
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private static final Fact TYPE = coded("type", 1, "0166");
  private static final Fact SUPPLEMENT = fact("supplementary-code", 7, Kind.CONCEPT);

  private static final Fact[] STRENGTH = {
    fact("strength", 5, Kind.TEXT),
    fact("strength-units", 6, Kind.CONCEPT),
    SUPPLEMENT,
    fact("strength-volume", 8, Kind.TEXT),
    fact("strength-volume-units", 9, Kind.CONCEPT)
  };

  /** Beside an ingredient whose amount is told by its strength. */
  private static final FieldFacts BESIDE = new FieldFacts("component", with(TYPE));

  /** Beside one whose amount is no number with a unit. */
  private static final FieldFacts AS_SENT =
      new FieldFacts(
          "component",
          with(TYPE, fact("amount", AMOUNT, Kind.TEXT), fact("units", UNITS, Kind.CONCEPT)));

  /** One that is no ingredient: what was asked for. */
  private static final FieldFacts WHOLE =
      new FieldFacts(
          "component",
          with(
              TYPE,
              fact("code", CODE, Kind.CONCEPT),
              fact("amount", AMOUNT, Kind.TEXT),
              fact("units", UNITS, Kind.CONCEPT)));

  private Components() {}

  private static Fact[] with(Fact... first) {
    Fact[] all = new Fact[first.length + STRENGTH.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(STRENGTH, 0, all, first.length, STRENGTH.length);
    return all;
  }

  /** By what a concept is told from another of the same order: its code, else its text. */
  public static String code(Segment segment, int field, int component) {
    for (int part : new int[] {1, 2, 4, 9, 5}) {
      String text =
          component == 0
              ? segment.text(field, 1, part, 0).strip()
              : segment.text(field, 1, component, part).strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The ingredients of the medication of the segment at hand. */
  static @Nullable JsonNode ingredients(Taken taken, Draft draft) {
    ArrayNode ingredients = draft.array();
    for (Segment component : counting(taken.segment(), draft)) {
      JsonNode ingredient = ingredient(component, taken.parameters(), draft);
      if (ingredient != null) {
        ingredients.add(ingredient);
      }
    }
    return ingredients.isEmpty() ? null : ingredients;
  }

  /** What RXO asked for where RXE says what there is to be, and its components. */
  static Converter requested(FieldFacts facts) {
    return (taken, draft) -> {
      JsonNode told = facts.convert(taken, draft);
      Segment encoded = first("RXE", draft.lines());
      if (!(told instanceof ObjectNode extension)
          || !(extension.path("extension") instanceof ArrayNode parts)
          || encoded == null) {
        return told;
      }
      List<Segment> asked = of(taken.segment(), draft.lines());
      List<Segment> counting = counting(encoded, draft);
      for (Segment component : asked) {
        JsonNode whole =
            counting.contains(component)
                ? null
                : WHOLE.convert(new Taken(component, CODE, 1, 0, taken.parameters()), draft);
        if (whole != null) {
          parts.add(whole);
        }
      }
      if (!asked.isEmpty() && counting.isEmpty()) {
        draft.warnOnce(
            ProblemCode.REQUIRED_MISSING,
            asked.get(0).location(0, 0, 0, 0),
            "Components were asked for, and what is encoded is another code without any: they are"
                + " no ingredients of it.");
      }
      return told;
    };
  }

  /** Its own; what RXE leaves out is as RXO asked for it, if it is the same medication. */
  private static List<Segment> counting(Segment segment, Draft draft) {
    List<Segment> own = of(segment, draft.lines());
    Segment request = own.isEmpty() && segment.name().equals("RXE") ? first("RXO", draft) : null;
    return request != null && isSame(segment, request) ? of(request, draft.lines()) : own;
  }

  private static @Nullable Segment first(String name, Draft draft) {
    return first(name, draft.lines());
  }

  private static @Nullable Segment first(String name, List<Segment> lines) {
    return lines.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  private static boolean isSame(Segment encoded, Segment request) {
    String asked = code(request, 1, 0);
    return asked.isEmpty() || asked.equals(code(encoded, 2, 0));
  }

  private static List<Segment> of(Segment owner, List<Segment> lines) {
    List<Segment> found = new ArrayList<>(0);
    Segment before =
        lines.stream().filter(each -> OWNERS.contains(each.name())).findFirst().orElse(null);
    for (Segment each : lines) {
      if (OWNERS.contains(each.name())) {
        before = each;
      } else if (each.name().equals(COMPONENT)
          && before != null
          && before.index() == owner.index()) {
        found.add(each);
      }
    }
    return found;
  }

  private static @Nullable ObjectNode ingredient(
      Segment component, Parameters parameters, Draft draft) {
    int mark = draft.mark();
    Taken code = new Taken(component, CODE, 1, 0, parameters);
    ObjectNode ingredient = draft.object();
    JsonNode concept = code.text(0).isEmpty() ? null : new ConceptConverter().convert(code, draft);
    ingredient.set("itemCodeableConcept", concept == null ? unnamed(draft) : concept);
    JsonNode strength = strength(code, draft);
    if (strength != null) {
      ingredient.set("strength", strength);
    }
    JsonNode beside = (strength == null ? AS_SENT : BESIDE).convert(code, draft);
    if (beside != null) {
      ingredient.set("extension", draft.array().add(beside));
    }
    if (concept == null && strength == null && beside == null) {
      draft.take(mark); // the segment says nothing
      return null;
    }
    if (concept == null) {
      draft.warn(
          ProblemCode.REQUIRED_MISSING,
          code.location(),
          "A component without a code and a name: the medication has an ingredient that nobody"
              + " names.");
    }
    return ingredient;
  }

  /** The reader has to see that there is something else in it. */
  private static ObjectNode unnamed(Draft draft) {
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", ABSENT);
    draft.constant(extension, "valueCode", "unknown");
    ObjectNode concept = draft.object();
    concept.set("extension", draft.array().add(extension));
    return concept;
  }

  /** An amount with a unit, in one preparation; anything else is no ratio. */
  private static @Nullable ObjectNode strength(Taken code, Draft draft) {
    Taken units = Quantities.units(code, Integer.toString(UNITS));
    ObjectNode amount = units == null ? null : Quantities.of(code.at(AMOUNT, 1), units, draft);
    if (amount == null) {
      return null;
    }
    ObjectNode ratio = draft.object();
    ratio.set("numerator", amount);
    ObjectNode whole = draft.object();
    whole.set("value", draft.constant(1));
    draft.constant(whole, "unit", "preparation");
    ratio.set("denominator", whole);
    return ratio;
  }
}
