package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What codes a rule can write, and where. */
final class WrittenCodes {
  /** Settings that converters write as codes beside the value. */
  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "attendee", List.of("required"),
          "contact-point", List.of("use"),
          "human-name", List.of("use"),
          "identifier", List.of("use"),
          "location-stay", List.of("status"));

  /** Where converters put the code of their table, below the element. */
  private static final Map<String, String> BELOW =
      Map.of(
          "code", "",
          "code-concept", "",
          "concept", "",
          "communication", ".language",
          "reaction", ".severity");

  /** Converters that write what a message says as it says it. */
  private static final List<String> AS_SENT = List.of("coding", "concept", "first", "text");

  private final RuleDefinition rule;
  private final String type;
  private final Map<String, CodeTableDefinition> tables;
  private final Predicate<String> asked;
  private final List<Written> found = new ArrayList<>();

  private WrittenCodes(
      RuleDefinition rule,
      String type,
      Map<String, CodeTableDefinition> tables,
      Predicate<String> asked) {
    this.rule = rule;
    this.type = type;
    this.tables = tables;
    this.asked = asked;
  }

  /**
   * What comes out.
   *
   * @param path {@code Patient.gender}
   * @param origin what says it, for people: {@code row "W" of table mercy-sex}
   * @param code null for whatever a message says
   * @param places where it is said: the first that is not of the base is to blame, else the first
   */
  record Written(
      String path, String origin, String system, @Nullable String code, List<Place> places) {
    Written {
      places = List.copyOf(places);
    }

    /** Where a person looks for the mistake. */
    Place place() {
      return places.stream()
          .filter(place -> !place.layer().equals(Layers.BASE))
          .findFirst()
          .orElse(places.get(0));
    }
  }

  /**
   * All of a rule, but for what the event of a message says.
   *
   * @param asked the paths for which rows of tables are wanted
   */
  static List<Written> of(
      MapDefinition map,
      RuleDefinition rule,
      Map<String, CodeTableDefinition> tables,
      Predicate<String> asked) {
    WrittenCodes codes = new WrittenCodes(rule, map.require("to").text(), tables, asked);
    codes.literals();
    codes.alternatives().forEach(codes::take);
    return codes.found;
  }

  /** Where the rule's values stand: {@code Patient.gender}. */
  static String target(String type, String element, SortedMap<String, String> with) {
    String choice = with.getOrDefault("choice", "");
    if (!with.getOrDefault("extension", "").isEmpty()) {
      return "Extension." + choice;
    }
    String path = type + "." + element;
    if (!choice.isEmpty()) {
      path = path.substring(0, path.lastIndexOf('.') + 1) + choice;
    }
    return path;
  }

  private void literals() {
    SortedMap<String, String> with = MapCompiler.settings(rule.find("with"));
    String target = target(type, element(), with);
    rule.find("value")
        .ifPresent(
            value -> {
              String in = with.getOrDefault("in", "");
              String path = in.isEmpty() ? target : target + "." + in;
              add(path, "the rule", "", value.text(), List.of(value.place()));
            });
    for (String name : List.of("concept", "coding")) {
      rule.find(name).ifPresent(value -> literal(target, value));
    }
    if (rule.find("ref").isPresent()) {
      with.forEach(
          (name, text) -> {
            if (!name.equals("in")) {
              add(target + "." + name, "the rule", "", text, places("with"));
            }
          });
    }
  }

  private void literal(String target, Property value) {
    int bar = value.text().lastIndexOf('|');
    String system = value.text().substring(0, bar);
    String code = value.text().substring(bar + 1);
    add(target, "the rule", system, code, List.of(value.place()));
  }

  private Stream<RuleDefinition> alternatives() {
    if (rule.find("take").isPresent() || rule.find("each").isPresent()) {
      return Stream.of(rule);
    }
    return rule.find("choose").map(WrittenCodes::alternatives).orElse(Stream.of());
  }

  /** The alternatives of a {@code choose}, each as a rule of its own. */
  static Stream<RuleDefinition> alternatives(Property choose) {
    return choose.list().stream()
        .map(
            item -> {
              TreeMap<String, Property> properties = new TreeMap<>();
              new Property(item, choose.place())
                  .map()
                  .forEach((key, value) -> properties.put((String) key, (Property) value));
              return new RuleDefinition("choose", choose.place(), properties);
            });
  }

  private void take(RuleDefinition take) {
    String converter = take.text("as").orElse("");
    SortedMap<String, String> with = MapCompiler.settings(take.find("with"));
    String target = target(type, element(), with);
    for (String setting : SETTINGS.getOrDefault(converter, List.of())) {
      String text = with.getOrDefault(setting, "");
      if (!text.isEmpty()) {
        List<Place> places = take.find("with").map(Property::place).stream().toList();
        add(target + "." + setting, "the rule", "", text, places);
      }
    }
    Property table = take.find("table").orElse(null);
    if (table != null && BELOW.containsKey(converter)) {
      rows(target + BELOW.get(converter), take, table);
    }
    boolean unmapped = with.getOrDefault("unmapped", "").equals("as-sent");
    boolean looksUp = table != null && BELOW.containsKey(converter);
    if (unmapped || (!looksUp && AS_SENT.contains(converter))) {
      Place as = take.find("as").map(Property::place).orElse(take.place());
      found.add(new Written(target, "as: " + converter, "", null, join(List.of(as), places("to"))));
    }
  }

  private void rows(String path, RuleDefinition take, Property table) {
    CodeTableDefinition definition = tables.get(table.text());
    if (definition == null || !asked.test(path)) {
      return;
    }
    List<Place> uses = new ArrayList<>(List.of(table.place()));
    take.find("as").map(Property::place).ifPresent(uses::add);
    List<Place> all = join(uses, places("to"));
    rows(definition)
        .forEach(
            row ->
                found.add(
                    new Written(
                        path,
                        row.getKey(),
                        row.getValue().system(),
                        row.getValue().code(),
                        join(List.of(row.getValue().place()), all))));
  }

  /** The rows that say something, by what they are called, in the order of their lines. */
  static List<Map.Entry<String, CodeTableDefinition.Row>> rows(CodeTableDefinition table) {
    return table.rows().entrySet().stream()
        .filter(row -> !row.getValue().code().isEmpty())
        .sorted(Comparator.comparingInt(row -> row.getValue().place().line()))
        .map(
            row ->
                Map.entry("row \"" + row.getKey() + "\" of table " + table.name(), row.getValue()))
        .toList();
  }

  private void add(String path, String origin, String system, String code, List<Place> said) {
    found.add(new Written(path, origin, system, code, join(said, places("to"))));
  }

  private String element() {
    return rule.text("to").orElse("");
  }

  private List<Place> places(String property) {
    return rule.find(property).map(Property::place).stream().toList();
  }

  private static List<Place> join(List<Place> first, List<Place> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
