package dev.trestle.identity.golden;

import dev.trestle.identity.standard.ModelText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which value survives, by element.
 *
 * @param version what tells these rules from others
 * @param rules by the name of an element of Patient; {@code deceased} is {@code deceased[x]}
 */
public record GoldenRules(String version, Map<String, Rule> rules) {
  /** Elements of the FHIR R4 Patient that a person has, in the order of the standard. */
  static final List<String> ELEMENTS =
      List.of(
          "extension",
          "identifier",
          "name",
          "telecom",
          "gender",
          "birthDate",
          "deceased",
          "address",
          "maritalStatus",
          "multipleBirth",
          "photo",
          "contact",
          "communication",
          "generalPractitioner",
          "managingOrganization");

  private static final Set<String> KEYS = Set.of("keep", "by");

  public GoldenRules {
    rules = Map.copyOf(rules);
  }

  /**
   * How an element is chosen.
   *
   * @param by what decides, first to last
   */
  record Rule(Keep keep, List<Criterion> by) {
    Rule {
      by = List.copyOf(by);
    }
  }

  /** The rules that come with Trestle. */
  public static GoldenRules standard() {
    return parse(ModelText.resource("rules/golden.yaml"));
  }

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException what is wrong with them
   */
  public static GoldenRules parse(String yaml) {
    Map<?, ?> root = ModelText.root(yaml);
    List<Criterion> usual = criteria(root.get("by"), "by");
    Map<?, ?> elements = ModelText.map(root.get("elements"), "elements");
    Set<String> unknown = new TreeSet<>();
    elements.keySet().forEach(name -> unknown.add(String.valueOf(name)));
    ELEMENTS.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("a Patient has no " + String.join(", ", unknown));
    }
    Map<String, Rule> rules = new TreeMap<>();
    for (String element : ELEMENTS) {
      rules.put(element, rule(element, elements.get(element), usual));
    }
    return new GoldenRules(ModelText.version(yaml), rules);
  }

  /**
   * These rules with some changed: {@code elements}, each with {@code keep}, {@code by} or both.
   *
   * @throws IllegalArgumentException what is wrong with the changes
   */
  public GoldenRules changedBy(String yaml) {
    Map<?, ?> root = ModelText.root(yaml);
    if (root.keySet().stream().anyMatch(key -> !String.valueOf(key).equals("elements"))) {
      throw new IllegalArgumentException("it knows elements only");
    }
    Map<?, ?> elements = ModelText.map(root.get("elements"), "elements");
    Map<String, Rule> changed = new TreeMap<>(rules);
    for (Map.Entry<?, ?> one : elements.entrySet()) {
      String element = String.valueOf(one.getKey());
      Rule before = rules.get(element);
      if (before == null) {
        throw new IllegalArgumentException("a Patient has no " + element);
      }
      Map<?, ?> text = ModelText.map(one.getValue(), "elements." + element);
      Rule given = rule(element, text, before.by(), before.keep());
      changed.put(element, given);
    }
    return new GoldenRules(version + "+" + ModelText.version(yaml), changed);
  }

  private static Rule rule(String element, @Nullable Object value, List<Criterion> usual) {
    return rule(element, value, usual, null);
  }

  private static Rule rule(
      String element, @Nullable Object value, List<Criterion> usual, @Nullable Keep otherwise) {
    Map<?, ?> text = ModelText.map(value, "elements." + element);
    for (Object key : text.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "elements." + element + " knows keep and by, not " + key);
      }
    }
    Object by = text.get("by");
    Keep kept =
        otherwise != null && !text.containsKey("keep")
            ? otherwise
            : keep(element, text.get("keep"));
    return new Rule(kept, by == null ? usual : criteria(by, "elements." + element + ".by"));
  }

  private static Keep keep(String element, @Nullable Object value) {
    return switch (String.valueOf(value)) {
      case "one" -> Keep.ONE;
      case "one-per-use" -> Keep.ONE_PER_USE;
      case "all" -> Keep.ALL;
      default ->
          throw new IllegalArgumentException(
              "elements." + element + ".keep is one, one-per-use or all, not " + value);
    };
  }

  private static List<Criterion> criteria(@Nullable Object value, String where) {
    Set<Criterion> criteria = new LinkedHashSet<>();
    for (String text : ModelText.texts(value, where)) {
      Criterion criterion =
          Arrays.stream(Criterion.values())
              .filter(one -> one.text().equals(text))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(where + ": there is no criterion " + text));
      if (!criteria.add(criterion)) {
        throw new IllegalArgumentException(where + " has " + text + " twice");
      }
    }
    return List.copyOf(criteria);
  }

  Rule of(String element) {
    Rule rule = rules.get(element);
    if (rule == null) {
      throw new IllegalArgumentException("a Patient has no " + element);
    }
    return rule;
  }
}
