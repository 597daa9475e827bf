package dev.trestle.semantics.validation;

import static dev.trestle.semantics.validation.Look.after;
import static dev.trestle.semantics.validation.Look.has;
import static dev.trestle.semantics.validation.Look.hasChoice;
import static dev.trestle.semantics.validation.Look.hasCoding;
import static dev.trestle.semantics.validation.Look.isNegative;
import static dev.trestle.semantics.validation.Look.number;
import static dev.trestle.semantics.validation.Look.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The invariants of FHIR R4 (severity error) that are checked, written by hand: those of data types
 * and of the resources that messages become. An invariant looks at an object that may be wrong
 * otherwise; what it cannot read is not its matter.
 */
final class Invariants {
  /**
   * What the text of the standard says of a type, and its definition does not (R4 §2.24.0.7, §2.3).
   */
  static final Map<String, String> OF_THE_TEXT =
      Map.of(
          "Identifier", "absolute-system",
          "Quantity", "absolute-system",
          "Reference", "readable-reference");

  private static final Map<String, Invariant> BY_KEY = new HashMap<>();
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
  private static final String ALLERGY_VERIFICATION =
      TERMINOLOGY + "allergyintolerance-verification";
  private static final String CONDITION_VERIFICATION = TERMINOLOGY + "condition-ver-status";
  private static final String CONDITION_CLINICAL = TERMINOLOGY + "condition-clinical";
  private static final Set<String> ENTERED_IN_ERROR = Set.of("entered-in-error");
  private static final Set<String> ENDED = Set.of("resolved", "remission", "inactive");
  private static final Set<String> WITHOUT_A_TIME = Set.of("proposed", "cancelled", "waitlist");

  /** HAPI and the definitions spell it with a hyphen, the value set without. */
  private static final Set<String> NOT_KEPT = Set.of("no-show", "noshow", "cancelled");

  private static final Set<String> MEALS = Set.of("C", "CM", "CD", "CV");

  private Invariants() {}

  static {
    dataTypes();
    quantities();
    timing();
    contained();
    people();
    clinical();
    orders();
  }

  /** The invariant of that key; empty for one that is not checked. */
  static Optional<Invariant> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  private static void put(String key, String says, Invariant.Rule rule) {
    BY_KEY.put(key, new Invariant(key, says, rule));
  }

  private static void dataTypes() {
    put(
        "ext-1",
        "An extension has a value or extensions, and not both.",
        (it, in) -> has(it, "extension") != hasChoice(it, "value"));
    put(
        "absolute-system",
        "The system of an identifier or a unit is absolute.",
        (it, in) -> TextForms.isAbsolute(text(it, "system")));
    put(
        "readable-reference",
        "A reference is an address, without blanks.",
        (it, in) -> !TextForms.hasWhite(text(it, "reference")));
    put(
        "att-1",
        "Bytes have a content type.",
        (it, in) -> !has(it, "data") || has(it, "contentType"));
    put(
        "cpt-2",
        "A contact has a system when it has a value.",
        (it, in) -> !has(it, "value") || has(it, "system"));
    put(
        "per-1",
        "A period ends after it begins.",
        (it, in) -> !after(text(it, "start"), text(it, "end")));
    put(
        "ref-1",
        "A reference inside the resource leads to a contained one.",
        (it, in) -> Contained.isThere(text(it, "reference"), in));
  }

  private static void quantities() {
    put(
        "qty-3",
        "The code of a unit has a system.",
        (it, in) -> !has(it, "code") || has(it, "system"));
    put("sqty-1", "Here a quantity has no comparator.", (it, in) -> !has(it, "comparator"));
    put("mqty-1", "An amount has a currency.", (it, in) -> true);
    put(
        "drt-1",
        "A duration has a value and a unit of UCUM.",
        (it, in) -> !has(it, "code") || (text(it, "system").equals(UCUM) && has(it, "value")));
    put(
        "age-1",
        "An age is positive, in a unit of UCUM.",
        (it, in) -> isMeasured(it) && (number(it, "value") == null || isPositive(it)));
    put(
        "cnt-3",
        "A count is a whole number with the unit 1.",
        (it, in) ->
            isMeasured(it)
                && (!has(it, "code") || text(it, "code").equals("1"))
                && it.path("value").asString("").indexOf('.') < 0);
    put("dis-1", "A distance has a unit of UCUM.", (it, in) -> isMeasured(it));
    put(
        "rng-2",
        "The low end of a range is not above the high one.",
        (it, in) -> isOrdered(it.path("low"), it.path("high")));
    put(
        "rat-1",
        "A ratio has a numerator and a denominator, or only an extension.",
        (it, in) ->
            has(it, "numerator") == has(it, "denominator")
                && (has(it, "numerator") || has(it, "extension")));
  }

  /** An end without a number can not be compared: the invariant does not hold then. */
  private static boolean isOrdered(JsonNode low, JsonNode high) {
    boolean comparable = low.isMissingNode() || high.isMissingNode();
    return (comparable || has(low, "value") == has(high, "value")) && !Look.isAbove(low, high);
  }

  private static boolean isMeasured(JsonNode quantity) {
    return (has(quantity, "code") || !has(quantity, "value"))
        && (!has(quantity, "system") || text(quantity, "system").equals(UCUM));
  }

  private static boolean isPositive(JsonNode quantity) {
    return !isNegative(quantity, "value") && quantity.path("value").asDouble(1) != 0;
  }

  private static void timing() {
    needs("tim-1", "A duration has a unit.", "duration", "durationUnit");
    needs("tim-2", "A period has a unit.", "period", "periodUnit");
    put("tim-4", "A duration is not negative.", (it, in) -> !isNegative(it, "duration"));
    put("tim-5", "A period is not negative.", (it, in) -> !isNegative(it, "period"));
    needs("tim-6", "A largest period has a period.", "periodMax", "period");
    needs("tim-7", "A largest duration has a duration.", "durationMax", "duration");
    needs("tim-8", "A largest count has a count.", "countMax", "count");
    put(
        "tim-9",
        "An offset has an event, and not a meal as such.",
        (it, in) -> !has(it, "offset") || (has(it, "when") && !isMeal(it.path("when"))));
    put(
        "tim-10",
        "A time of day stands without an event.",
        (it, in) -> !has(it, "timeOfDay") || !has(it, "when"));
  }

  private static boolean isMeal(JsonNode when) {
    for (JsonNode each : when) {
      if (MEALS.contains(each.asString(""))) {
        return true;
      }
    }
    return false;
  }

  private static void needs(String key, String says, String one, String other) {
    put(key, says, (it, in) -> !has(it, one) || has(it, other));
  }

  private static void contained() {
    put(
        "dom-2",
        "A contained resource contains none.",
        (it, in) -> Contained.none(it, each -> has(each, "contained")));
    put(
        "dom-3",
        "A contained resource is referred to, or refers to its container.",
        (it, in) -> Contained.areUsed(it));
    put(
        "dom-4",
        "A contained resource has no version and no time of change.",
        (it, in) ->
            Contained.none(
                it,
                each ->
                    has(each.path("meta"), "versionId") || has(each.path("meta"), "lastUpdated")));
    put(
        "dom-5",
        "A contained resource has no security labels of its own.",
        (it, in) -> Contained.none(it, each -> has(each.path("meta"), "security")));
  }

  private static void people() {
    put(
        "pat-1",
        "A contact of a patient has a name, a number, an address or an organization.",
        (it, in) ->
            has(it, "name") || has(it, "telecom") || has(it, "address") || has(it, "organization"));
    put(
        "org-1",
        "An organization has a name or an identifier.",
        (it, in) -> has(it, "name") || has(it, "identifier"));
    put(
        "org-2",
        "The address of an organization is no home.",
        (it, in) -> !text(it, "use").equals("home"));
    put(
        "org-3",
        "The telephone of an organization is not at home.",
        (it, in) -> !text(it, "use").equals("home"));
  }

  private static void clinical() {
    put(
        "obs-3",
        "A reference range has an end or a text.",
        (it, in) -> has(it, "low") || has(it, "high") || has(it, "text"));
    put(
        "obs-6",
        "A value is there or a reason why it is not.",
        (it, in) -> !has(it, "dataAbsentReason") || !hasChoice(it, "value"));
    put(
        "obs-7",
        "A value stands at the observation or at a component of its code.",
        (it, in) -> !hasChoice(it, "value") || !Look.sharesCoding(it, "component", "code"));
    put(
        "ait-1",
        "An allergy has a clinical status unless it was entered in error.",
        (it, in) -> has(it, "clinicalStatus") || isError(it, ALLERGY_VERIFICATION));
    put(
        "ait-2",
        "An allergy that was entered in error has no clinical status.",
        (it, in) -> !has(it, "clinicalStatus") || !isError(it, ALLERGY_VERIFICATION));
    put(
        "con-1",
        "A stage has a summary or an assessment.",
        (it, in) -> has(it, "summary") || has(it, "assessment"));
    put(
        "con-2",
        "Evidence has a code or a detail.",
        (it, in) -> has(it, "code") || has(it, "detail"));
    put(
        "con-4",
        "A condition that abated is inactive, resolved or in remission.",
        (it, in) ->
            !hasChoice(it, "abatement")
                || hasCoding(it.path("clinicalStatus"), CONDITION_CLINICAL, ENDED));
    put(
        "con-5",
        "A condition that was entered in error has no clinical status.",
        (it, in) -> !has(it, "clinicalStatus") || !isError(it, CONDITION_VERIFICATION));
    put(
        "imm-1",
        "Education has a kind of document or a reference.",
        (it, in) -> has(it, "documentType") || has(it, "reference"));
  }

  private static boolean isError(JsonNode resource, String system) {
    return hasCoding(resource.path("verificationStatus"), system, ENTERED_IN_ERROR);
  }

  private static void orders() {
    needs("prr-1", "The detail of an order has a code.", "orderDetail", "code");
    put(
        "app-1",
        "A participant has a role or is somebody.",
        (it, in) -> has(it, "type") || has(it, "actor"));
    put(
        "app-2",
        "An appointment has a start and an end, or neither.",
        (it, in) -> has(it, "start") == has(it, "end"));
    put(
        "app-3",
        "Only what is proposed, cancelled or waits has no time.",
        (it, in) ->
            (has(it, "start") && has(it, "end")) || WITHOUT_A_TIME.contains(text(it, "status")));
    put(
        "app-4",
        "Only what was cancelled or not kept has a reason of cancellation.",
        (it, in) -> !has(it, "cancelationReason") || NOT_KEPT.contains(text(it, "status")));
    put(
        "mad-1",
        "A dosage that was given has a dose or a rate.",
        (it, in) -> has(it, "dose") || hasChoice(it, "rate"));
    put(
        "mdd-1",
        "What is handed over was prepared before.",
        (it, in) -> !after(text(it, "whenPrepared"), text(it, "whenHandedOver")));
  }
}
