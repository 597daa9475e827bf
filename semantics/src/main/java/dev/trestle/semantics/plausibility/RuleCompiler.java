package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Validation;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.mapping.terminology.LoincCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes rules of what is written; what could never have an effect is a mistake. */
final class RuleCompiler {
  private static final String LOINC = "http://loinc.org";
  private static final int LONGEST_PROSE = 200;
  private static final int MOST_DAYS = 100_000;

  /** Dates that can be judged: how rules name them, and the element of a slot. */
  static final Map<String, String> ELEMENTS = new TreeMap<>();

  static {
    for (String choice :
        List.of(
            "Patient.deceased",
            "Observation.effective",
            "DiagnosticReport.effective",
            "Specimen.collection.collected",
            "Immunization.occurrence",
            "MedicationAdministration.effective",
            "Procedure.performed",
            "Condition.onset",
            "AllergyIntolerance.onset")) {
      ELEMENTS.put(choice, choice + "[x]");
    }
    for (String plain :
        List.of(
            "Patient.birthDate",
            "Encounter.period",
            "Condition.recordedDate",
            "AllergyIntolerance.recordedDate",
            "MedicationDispense.whenHandedOver")) {
      ELEMENTS.put(plain, plain);
    }
    ELEMENTS.put("Encounter.period", "Encounter.period.start");
  }

  final Map<String, List<ValueRule>> values = new HashMap<>();
  final Map<String, Map<String, List<DateRule>>> dates = new HashMap<>();
  final Map<String, CodeSets> codes = new HashMap<>();
  final List<Rule> all = new ArrayList<>();

  static RuleCompiler compile(EffectiveRules rules) {
    RuleCompiler compiler = new RuleCompiler();
    rules
        .sections()
        .forEach(
            (section, ofIt) ->
                ofIt.values().forEach(rule -> rules.attempt(() -> compiler.add(section, rule))));
    return compiler;
  }

  private void add(String section, RuleDefinition rule) {
    switch (section) {
      case "values" -> value(rule);
      case "dates" -> date(rule);
      default -> code(rule);
    }
  }

  private void value(RuleDefinition rule) {
    Property written = required(rule, "unit");
    Unit unit =
        Unit.of(written.text())
            .orElseThrow(
                () ->
                    Mistakes.at(
                        written.place(),
                        "\""
                            + written.text()
                            + "\" is no unit that is known here; write UCUM: mg/dL, mmol/L, /min, %, {score}"));
    Optional<Double> low = number(rule, "low");
    Optional<Double> high = number(rule, "high");
    if (low.isPresent() && high.isPresent() && low.get() >= high.get()) {
      throw Mistakes.at(
          required(rule, "high").place(), "`high` is not above `low`: every number would be told");
    }
    ValueRule compiled =
        new ValueRule(
            rule.id(),
            says(rule),
            unit,
            range(rule, written.text()),
            low.map(unit::base).orElse(Double.NEGATIVE_INFINITY),
            high.map(unit::base).orElse(Double.POSITIVE_INFINITY),
            bare(rule, unit),
            severity(rule));
    Property loinc = required(rule, "loinc");
    for (String code : loinc.texts()) {
      checkLoinc(code, loinc);
      values.computeIfAbsent(code, any -> new ArrayList<>(1)).add(compiled);
    }
    all.add(compiled);
  }

  private static boolean bare(RuleDefinition rule, Unit unit) {
    boolean bare = rule.text("bare").map(text -> yes(rule, text)).orElse(false);
    if (bare && unit.dimension() != 0) {
      throw Mistakes.at(
          required(rule, "bare").place(),
          "`bare` is for scores and shares: a number without a unit is not known to be in \""
              + required(rule, "unit").text()
              + "\"");
    }
    return bare;
  }

  private static boolean yes(RuleDefinition rule, String text) {
    if (!text.equals("yes") && !text.equals("no")) {
      throw Mistakes.at(required(rule, "bare").place(), "expected `yes` or `no`");
    }
    return text.equals("yes");
  }

  private static String range(RuleDefinition rule, String unit) {
    String low = rule.text("low").orElse("");
    String high = rule.text("high").orElse("");
    String numbers =
        low.isEmpty()
            ? high.isEmpty() ? "" : "at most " + high
            : high.isEmpty() ? "at least " + low : low + " to " + high;
    return numbers + " " + unit;
  }

  private void date(RuleDefinition rule) {
    Optional<Property> after = rule.find("not-after");
    Optional<Property> before = rule.find("not-before");
    if (after.isPresent() == before.isPresent()) {
      throw Mistakes.at(
          after.map(Property::place).orElse(rule.place()),
          "\"" + rule.id() + "\" has one of `not-before` and `not-after`");
    }
    Property other = after.or(() -> before).orElseThrow();
    double days = number(rule, "days").orElse(0.0);
    if (days < 0 || days > MOST_DAYS) {
      throw Mistakes.at(required(rule, "days").place(), "`days` goes from 0 to " + MOST_DAYS);
    }
    DateRule compiled =
        new DateRule(
            rule.id(),
            says(rule),
            constant(other, DateRule.Than.values()),
            before.isPresent(),
            (long) days,
            severity(rule));
    Property elements = required(rule, "elements");
    for (String element : elements.texts()) {
      String slot = ELEMENTS.get(element);
      if (slot == null) {
        throw Mistakes.unknown(elements.place(), "date", element, ELEMENTS.keySet());
      }
      if (isItself(element, compiled.than())) {
        throw Mistakes.at(elements.place(), "\"" + element + "\" is held against itself");
      }
      int dot = slot.indexOf('.');
      dates
          .computeIfAbsent(slot.substring(0, dot), any -> new HashMap<>())
          .computeIfAbsent(slot.substring(dot + 1), any -> new ArrayList<>(2))
          .add(compiled);
    }
    all.add(compiled);
  }

  private static boolean isItself(String element, DateRule.Than than) {
    return switch (than) {
      case BIRTH -> element.equals("Patient.birthDate");
      case DEATH -> element.equals("Patient.deceased");
      case MESSAGE -> false;
    };
  }

  private void code(RuleDefinition rule) {
    Property never = required(rule, "never");
    if (!never.text().equals("male") && !never.text().equals("female")) {
      throw Mistakes.unknown(never.place(), "sex", never.text(), List.of("male", "female"));
    }
    CodeRule compiled =
        new CodeRule(
            rule.id(),
            says(rule),
            never.text(),
            number(rule, "older-than-years").orElse(0.0).intValue(),
            severity(rule));
    Property written = required(rule, "codes");
    for (String system : required(rule, "systems").texts()) {
      CodeSets sets = codes.computeIfAbsent(system, any -> new CodeSets());
      for (String code : written.texts()) {
        addCode(sets, system, code, compiled, written);
      }
    }
    all.add(compiled);
  }

  private static void addCode(
      CodeSets sets, String system, String code, CodeRule rule, Property written) {
    if (system.equals(LOINC)) {
      checkLoinc(code, written);
      sets.add(code, rule);
    } else if (isCategory(code)) {
      sets.add(code, code, rule);
    } else if (code.length() == 7
        && code.charAt(3) == '-'
        && isCategory(code.substring(0, 3))
        && isCategory(code.substring(4))) {
      if (code.substring(0, 3).compareTo(code.substring(4)) > 0) {
        throw Mistakes.at(written.place(), "\"" + code + "\" ends before it begins");
      }
      sets.add(code.substring(0, 3), code.substring(4), rule);
    } else {
      sets.add(code, rule);
    }
  }

  /** {@code O9A}: a letter and two that are digits or letters. */
  private static boolean isCategory(String code) {
    return code.length() == 3
        && isLetter(code.charAt(0))
        && isDigit(code.charAt(1))
        && (isDigit(code.charAt(2)) || isLetter(code.charAt(2)));
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void checkLoinc(String code, Property written) {
    if (!LoincCode.isOne(code)) {
      throw Mistakes.at(
          written.place(), "\"" + code + "\" is no LOINC code: its form or check digit is wrong");
    }
  }

  private static String says(RuleDefinition rule) {
    Property says = required(rule, "says");
    String text = says.text().strip();
    if (text.isEmpty() || text.length() > LONGEST_PROSE) {
      throw Mistakes.at(says.place(), "`says` is 1 to " + LONGEST_PROSE + " characters");
    }
    return text;
  }

  private static Property required(RuleDefinition rule, String name) {
    return rule.find(name)
        .orElseThrow(
            () -> Mistakes.at(rule.place(), "\"" + rule.id() + "\" has no `" + name + "`"));
  }

  private static Optional<Double> number(RuleDefinition rule, String name) {
    return rule.find(name)
        .map(
            property -> {
              try {
                double number = Double.parseDouble(property.text());
                if (Double.isFinite(number)) {
                  return number;
                }
              } catch (NumberFormatException none) {
                // told below, with its line
              }
              throw Mistakes.at(property.place(), "`" + name + "` is a number");
            });
  }

  private static @Nullable Validation severity(RuleDefinition rule) {
    return rule.find("severity")
        .map(property -> constant(property, Validation.values()))
        .orElse(null);
  }

  private static <E extends Enum<E>> E constant(Property property, E[] values) {
    for (E value : values) {
      if (written(value).equals(property.text())) {
        return value;
      }
    }
    throw Mistakes.unknown(
        property.place(),
        "word",
        property.text(),
        Arrays.stream(values).map(RuleCompiler::written).toList());
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
