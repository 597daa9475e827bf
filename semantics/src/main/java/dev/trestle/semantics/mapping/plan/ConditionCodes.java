package dev.trestle.semantics.mapping.plan;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Codes in conditions of a layer that are in none of the tables by which rules look up the field: a
 * slip, or a code of the sender's own. Nobody can tell which, so this is advice and no mistake.
 */
public final class ConditionCodes {
  /** The codes that HL7 defines, as {@code 0004|I}. */
  private static final String HL7_CODES = "hl7-table-codes";

  private static final int TABLE_NUMBER = 4;

  private final EffectiveMapping mapping;
  private final Map<String, Set<String>> tables = new TreeMap<>();
  private final List<Advice> found = new ArrayList<>();

  /**
   * What a person should look at.
   *
   * @param place of the condition
   * @param text what is doubtful
   */
  public record Advice(Place place, String text) {}

  private ConditionCodes(EffectiveMapping mapping) {
    this.mapping = mapping;
  }

  /** All of them, each with its place and what was probably meant; for a mapping that compiles. */
  public static List<Advice> find(EffectiveMapping mapping) {
    ConditionCodes codes = new ConditionCodes(mapping);
    codes.rules().forEach(codes::tables);
    codes.rules().forEach(rule -> rule.find("when").ifPresent(codes::condition));
    return codes.found;
  }

  private Stream<RuleDefinition> rules() {
    return mapping.maps().values().stream()
        .map(MapDefinition::rules)
        .flatMap(rules -> rules.values().stream())
        .filter(rule -> !rule.disabled());
  }

  private void tables(RuleDefinition rule) {
    Stream<RuleDefinition> takes =
        rule.find("choose").map(WrittenCodes::alternatives).orElse(Stream.of(rule));
    takes.forEach(
        take ->
            take.find("take")
                .or(() -> take.find("each"))
                .ifPresent(
                    path ->
                        take.find("table")
                            .ifPresent(
                                table ->
                                    tables
                                        .computeIfAbsent(
                                            code(FieldPath.parse(path.text(), path.place())),
                                            missing -> new TreeSet<>())
                                        .add(table.text()))));
  }

  /** The place of a code: the first component of a field is the field where it has no others. */
  private static String code(FieldPath path) {
    boolean first = path.component() <= 1 && path.subcomponent() <= 1;
    return first ? path.fieldName() : path.toString();
  }

  private void condition(Property when) {
    if (!when.place().layer().equals(Layers.BASE)) {
      condition(ConditionParser.parse(when.text(), when.place()), when);
    }
  }

  private void condition(Condition condition, Property when) {
    if (condition instanceof Condition.Not not) {
      condition(not.inner(), when);
    } else if (condition instanceof Condition.And and) {
      condition(and.left(), when);
      condition(and.right(), when);
    } else if (condition instanceof Condition.Or or) {
      condition(or.left(), when);
      condition(or.right(), when);
    } else if (condition instanceof Condition.In in) {
      new TreeSet<>(in.values()).forEach(value -> value(in.path(), value, when));
    }
  }

  private void value(FieldPath path, String value, Property when) {
    Set<String> names = tables.getOrDefault(code(path), Set.of());
    Set<String> known = new TreeSet<>();
    names.forEach(name -> known.addAll(codes(name)));
    if (!known.isEmpty() && !value.isEmpty() && known.stream().noneMatch(row -> is(row, value))) {
      found.add(
          new Advice(
              when.place(),
              "\""
                  + value
                  + "\" is no code of "
                  + String.join(", ", names)
                  + ", by which "
                  + path.fieldName()
                  + " is looked up"
                  + NearestName.hint(value, known)));
    }
  }

  /** A row of HL7 may stand for many codes: {@code TD<integer>}. */
  private static boolean is(String row, String value) {
    int number = row.indexOf('<');
    return number > 0 ? value.startsWith(row.substring(0, number)) : row.equals(value);
  }

  /** What a table has, and what HL7 has in the table of its number. */
  private Set<String> codes(String name) {
    Set<String> codes = new TreeSet<>(rows(name));
    String number = name.length() > TABLE_NUMBER ? name.substring(0, TABLE_NUMBER) + "|" : "-";
    rows(HL7_CODES).stream()
        .filter(row -> row.startsWith(number) && !row.endsWith("*"))
        .forEach(row -> codes.add(row.substring(number.length())));
    return codes;
  }

  private Set<String> rows(String name) {
    CodeTableDefinition table = mapping.tables().get(name);
    return table == null ? Set.of() : table.rows().keySet();
  }
}
