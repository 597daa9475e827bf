package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One look at what a message says. Only what is said in one statement is held together; when in
 * doubt nothing is told.
 */
final class MessageCheck {
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final double DAYS_OF_YEAR = 365.25;

  /** Of what was not done, or was said by mistake, nothing is told. */
  private static final Set<String> VOID =
      Set.of("entered-in-error", "cancelled", "not-done", "planned", "draft", "refuted");

  private final Plausibility rules;
  private final Translation translation;
  private final MessagePlaces places;
  private final Source source;
  private final Validation least;
  private final boolean named;
  private final List<Plausibility.Noticed> noticed = new ArrayList<>(0);
  private @Nullable ResourceKey lastPatient;
  private PatientFacts lastFacts = PatientFacts.UNKNOWN;
  private @Nullable DayRange messageDay;

  MessageCheck(
      Plausibility rules,
      Translation translation,
      MessagePlaces places,
      Source source,
      Validation least,
      boolean named) {
    this.rules = rules;
    this.translation = translation;
    this.places = places;
    this.source = source;
    this.least = least;
    this.named = named;
  }

  List<Plausibility.Noticed> run() {
    for (Statement statement : translation.statements()) {
      ResourceKey key = translation.keys().get(statement.key());
      Map<String, List<DateRule>> dates = rules.dates(key.type());
      boolean coded = key.type().equals("Observation") || key.type().equals("Condition");
      if (!dates.isEmpty() || coded) {
        check(statement, key, dates, coded);
      }
    }
    return noticed;
  }

  private void check(
      Statement statement, ResourceKey key, Map<String, List<DateRule>> dates, boolean coded) {
    Slot code = null;
    Slot value = null;
    for (Slot slot : statement.slots()) {
      if (slot.value() == null || (slot.event() != null && slot.event().cancels())) {
        continue;
      }
      if (coded && slot.path().equals("code")) {
        code = slot;
      } else if (coded && slot.path().equals("value[x]")) {
        value = slot;
      } else if (!dates.isEmpty()) {
        for (DateRule rule : dates.getOrDefault(slot.path(), List.of())) {
          date(rule, statement, slot, key);
        }
      }
    }
    if (code != null) {
      codes(statement, code, value, key);
    }
  }

  private void codes(Statement statement, Slot code, @Nullable Slot value, ResourceKey key) {
    JsonNode concept = Objects.requireNonNull(code.value());
    for (JsonNode coding : concept.path("coding")) {
      JsonNode written = coding.path("code");
      String system = coding.path("system").asString("");
      String text = written.asString("");
      CodeSets sets = rules.codes(system);
      if (sets != null) {
        for (CodeRule rule : sets.of(text)) {
          code(rule, statement, code, written, key);
        }
      }
      if (value != null && system.equals("http://loinc.org")) {
        for (ValueRule rule : rules.values(text)) {
          value(rule, statement, value);
        }
      }
    }
  }

  private void value(ValueRule rule, Statement statement, Slot slot) {
    JsonNode quantity = Objects.requireNonNull(slot.value()).path("valueQuantity");
    JsonNode number = quantity.path("value");
    if (!number.isNumber()) {
      return;
    }
    JsonNode code = quantity.path("code");
    Unit unit = rule.unit();
    if (quantity.path("unit").isMissingNode() && code.isMissingNode()) {
      if (!rule.bare()) {
        return;
      }
    } else {
      unit =
          code.isString() && quantity.path("system").asString("").equals(UCUM)
              ? Unit.of(code.stringValue()).orElse(null)
              : null;
      if (unit == null) {
        return;
      }
      if (unit.dimension() != rule.unit().dimension()) {
        tell(
            rule,
            statement,
            ProblemCode.IMPLAUSIBLE_UNIT,
            places.of(slot, code, "Observation.value.code"),
            "No result of this code is measured in this unit.",
            " It is measured in units like " + rule.range().strip() + ".");
        return;
      }
    }
    double base = unit.base(number.doubleValue());
    // What is below or above a limit of the method is a limit, not a value.
    if (quantity.path("comparator").isMissingNode() && (base < rule.low() || base > rule.high())) {
      tell(
          rule,
          statement,
          ProblemCode.IMPLAUSIBLE_NUMBER,
          places.of(slot, number, "Observation.value"),
          "The number is beyond what can be measured of a human being.",
          " It goes from " + rule.range() + ".");
    }
  }

  private void date(DateRule rule, Statement statement, Slot slot, ResourceKey key) {
    JsonNode written = written(Objects.requireNonNull(slot.value()));
    DayRange date = written.isString() ? DayRange.of(written.stringValue()) : null;
    DayRange other = date == null ? null : other(rule.than(), key);
    if (date == null || other == null || !rule.isBroken(date, other)) {
      return;
    }
    if (rule.than() == DateRule.Than.MESSAGE) {
      DayRange sent = places.sent();
      if (sent != null && !rule.isBroken(date, sent)) {
        return;
      }
    }
    tell(
        rule,
        statement,
        ProblemCode.IMPLAUSIBLE_DATE,
        places.of(slot, written, key.type() + "." + slot.element()),
        "The date contradicts another one of the message.",
        " The message tells of " + rule.says() + ".");
  }

  /** The date of a value: itself, its only one, or the beginning of a period. */
  private static JsonNode written(JsonNode value) {
    JsonNode date = value;
    if (value.isObject()) {
      date = value.path("start");
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        if (property.getKey().endsWith("DateTime")) {
          date = property.getValue();
        } else if (property.getKey().endsWith("Period")) {
          date = property.getValue().path("start");
        }
      }
    }
    return date;
  }

  private @Nullable DayRange other(DateRule.Than than, ResourceKey key) {
    return switch (than) {
      case BIRTH -> facts(key).birth();
      case DEATH -> facts(key).death();
      case MESSAGE -> messageDay();
    };
  }

  private void code(CodeRule rule, Statement statement, Slot slot, JsonNode code, ResourceKey key) {
    PatientFacts facts = facts(key);
    if (!rule.never().equals(facts.sex()) || !isOldEnough(rule, facts)) {
      return;
    }
    tell(
        rule,
        statement,
        ProblemCode.IMPLAUSIBLE_SEX,
        places.of(slot, code, key.type() + ".code"),
        "The code is hardly one of a patient of that sex.",
        " It is " + rule.says() + ".");
  }

  private boolean isOldEnough(CodeRule rule, PatientFacts facts) {
    if (rule.olderThanYears() == 0) {
      return true;
    }
    DayRange birth = facts.birth();
    DayRange now = messageDay();
    return birth != null
        && now != null
        && (now.first() - birth.last()) / DAYS_OF_YEAR > rule.olderThanYears();
  }

  private PatientFacts facts(ResourceKey key) {
    ResourceKey patient = key.type().equals("Patient") ? key : key.patient();
    if (patient == null) {
      return PatientFacts.UNKNOWN;
    }
    if (!patient.equals(lastPatient)) {
      lastPatient = patient;
      lastFacts = PatientFacts.of(translation, patient);
    }
    return lastFacts;
  }

  /** The latest day that a statement has; whoever sent it cannot have known of a later one. */
  private @Nullable DayRange messageDay() {
    DayRange known = messageDay;
    if (known == null) {
      long latest = 0;
      for (Statement statement : translation.statements()) {
        latest = Math.max(latest, statement.timeMicros());
      }
      if (latest <= 0) {
        return null;
      }
      long day = Math.floorDiv(latest, MICROS_OF_DAY);
      known = new DayRange(day, day);
      messageDay = known;
    }
    return known;
  }

  private void tell(
      Rule rule, Statement about, ProblemCode code, String location, String text, String why) {
    Validation asked = rule.severity() == null ? source.plausibility() : rule.severity();
    if (asked == Validation.OFF
        || asked.compareTo(least) < 0
        || noticed.size() >= Plausibility.LIMIT
        || isVoid(about.key())) {
      return;
    }
    String full = named ? text + why + " Rule \"" + rule.id() + "\"." : text;
    Finding finding = new Finding(severity(asked), code, location, full);
    boolean again =
        noticed.stream()
            .map(Plausibility.Noticed::finding)
            .anyMatch(other -> other.code() == code && other.location().equals(location));
    if (!again) {
      noticed.add(new Plausibility.Noticed(finding, asked));
    }
  }

  private static Severity severity(Validation asked) {
    return switch (asked) {
      case OFF, INFORM -> Severity.INFORMATION;
      case FLAG -> Severity.WARNING;
      case HOLD -> Severity.ERROR;
    };
  }

  private boolean isVoid(int key) {
    for (Statement statement : translation.statements()) {
      if (statement.key() == key) {
        for (Slot slot : statement.slots()) {
          JsonNode value = slot.value();
          if (value == null) {
            continue;
          }
          if (slot.path().equals("status") && VOID.contains(value.asString(""))) {
            return true;
          }
          if (slot.path().equals("verificationStatus")
              && VOID.contains(value.path("coding").path(0).path("code").asString(""))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
