package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules as they are written, layer over layer; each property knows its file and line. */
final class EffectiveRules {
  static final String SOURCES = "sources";
  private static final String ADD = "add";
  private static final String DISABLE = "disable";

  /** What a rule of each section can say. */
  static final Map<String, List<String>> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("values", List.of("says", "loinc", "unit", "low", "high", "bare", "severity"));
    SECTIONS.put(
        "dates", List.of("says", "elements", "not-before", "not-after", "days", "severity"));
    SECTIONS.put(
        "codes", List.of("says", "systems", "codes", "never", "older-than-years", "severity"));
  }

  private final Map<String, SortedMap<String, RuleDefinition>> sections = new LinkedHashMap<>();
  private final Consumer<MappingMistake> mistakes;

  /**
   * No rules yet.
   *
   * @param mistakes takes each thing that is wrong; the rest is read on
   */
  EffectiveRules(Consumer<MappingMistake> mistakes) {
    this.mistakes = mistakes;
    SECTIONS.keySet().forEach(section -> sections.put(section, new TreeMap<>()));
  }

  EffectiveRules copy() {
    EffectiveRules copy = new EffectiveRules(mistakes);
    sections.forEach((section, rules) -> copy.sections.put(section, new TreeMap<>(rules)));
    return copy;
  }

  Map<String, SortedMap<String, RuleDefinition>> sections() {
    return sections;
  }

  /** Rules that are all new. */
  void base(Map<String, Property> document) {
    document.forEach(
        (section, rules) ->
            entries(rules)
                .forEach(
                    (id, rule) ->
                        section(section)
                            .put(
                                id,
                                new RuleDefinition(
                                    id, rule.place(), new TreeMap<>(entries(rule))))));
  }

  /** What a layer changes, adds and switches off. */
  void overlay(Map<String, Property> document) {
    document.forEach(
        (section, rules) ->
            attempt(
                () -> {
                  if (!SECTIONS.containsKey(section)) {
                    throw Mistakes.unknown(rules.place(), "section", section, SECTIONS.keySet());
                  }
                  entries(rules).forEach((id, rule) -> attempt(() -> change(section, id, rule)));
                }));
  }

  /** Does it, or tells what is wrong. */
  void attempt(Runnable reading) {
    try {
      reading.run();
    } catch (TrestleException invalid) {
      if (!(invalid.getCause() instanceof MappingMistake mistake)) {
        throw invalid;
      }
      mistakes.accept(mistake);
    }
  }

  private SortedMap<String, RuleDefinition> section(String name) {
    SortedMap<String, RuleDefinition> known = sections.get(name);
    if (known == null) {
      throw new IllegalStateException("no section " + name);
    }
    return known;
  }

  private void change(String section, String id, Property rule) {
    Map<String, Property> properties = new TreeMap<>(entries(rule));
    boolean adds = isYes(properties.remove(ADD));
    Property disable = properties.get(DISABLE);
    SortedMap<String, RuleDefinition> rules = section(section);
    RuleDefinition known = rules.get(id);
    if (known == null && !adds) {
      throw unknownRule(section, id, rule, rules.keySet());
    }
    properties.forEach((name, property) -> check(section, name, property));
    if (known != null && adds) {
      throw Mistakes.at(
          rule.place(),
          "there is a rule \"" + id + "\" already: leave out `add`, or name it otherwise");
    }
    if (isYes(disable)) {
      if (adds || properties.size() > 1) {
        throw Mistakes.at(
            rule.place(), "\"" + id + "\" is disabled: what else is written of it has no effect");
      }
      rules.remove(id);
      return;
    }
    properties.remove(DISABLE);
    if (known == null) {
      rules.put(id, new RuleDefinition(id, rule.place(), new TreeMap<>(properties)));
      return;
    }
    TreeMap<String, Property> merged = new TreeMap<>(known.properties());
    // The other side of a date goes with it.
    if (properties.containsKey("not-after") || properties.containsKey("not-before")) {
      merged.remove("not-after");
      merged.remove("not-before");
    }
    merged.putAll(properties);
    rules.put(id, new RuleDefinition(id, known.place(), merged));
  }

  private TrestleException unknownRule(
      String section, String id, Property rule, Collection<String> known) {
    for (String other : SECTIONS.keySet()) {
      if (!other.equals(section) && section(other).containsKey(id)) {
        return Mistakes.at(rule.place(), "\"" + id + "\" is a rule of `" + other + "`");
      }
    }
    return Mistakes.unknown(rule.place(), "rule (a new one has `add: yes`)", id, known);
  }

  private static void check(String section, String name, Property property) {
    List<String> known = SECTIONS.getOrDefault(section, List.of());
    if (!name.equals(DISABLE) && !known.contains(name)) {
      throw Mistakes.unknown(property.place(), "property", name, known);
    }
  }

  private static boolean isYes(@Nullable Property property) {
    if (property == null) {
      return false;
    }
    return switch (property.text()) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw Mistakes.at(property.place(), "expected `yes` or `no`");
    };
  }

  /** The entries of a map of the file. */
  static Map<String, Property> entries(Property property) {
    Map<String, Property> entries = new LinkedHashMap<>();
    property.map().forEach((key, value) -> entries.put(String.valueOf(key), (Property) value));
    return entries;
  }
}
