package dev.trestle.semantics.mapping.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table as a FHIR R4 ConceptMap in JSON. A code maps where the target says what is true of
 * it: the same ({@code equal}, {@code equivalent}) or something more general ({@code wider}, {@code
 * subsumes}). Every other code stays in no table: nothing is invented, and the finding stays (ADR
 * 76). What would make the map mean something else is a mistake, not ignored.
 */
final class ConceptMapReader {
  private static final Set<String> SAME = Set.of("equal", "equivalent");
  private static final Set<String> MORE_GENERAL = Set.of("wider", "subsumes");

  /** In the order of R4's value set. */
  private static final List<String> EQUIVALENCES =
      List.of(
          "relatedto",
          "equivalent",
          "equal",
          "wider",
          "subsumes",
          "narrower",
          "specializes",
          "inexact",
          "unmatched",
          "disjoint");

  private static final String MODIFIER = "modifierExtension";

  private final SortedMap<String, CodeTableDefinition.Row> rows = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();

  private ConceptMapReader() {}

  static CodeTableDefinition read(String layer, String file, String name, String text) {
    Property root = new JsonText(layer, file).read(text);
    Map<String, Property> map = object(root);
    Property type = map.get("resourceType");
    if (type == null || !type.text().equals("ConceptMap")) {
      throw Mistakes.at(
          root.place(),
          "a table in JSON is a FHIR R4 ConceptMap: `\"resourceType\": \"ConceptMap\"`");
    }
    Property groups = map.get("group");
    if (groups == null) {
      throw Mistakes.at(root.place(), "the ConceptMap has no `group`, so no code has a target");
    }
    ConceptMapReader reader = new ConceptMapReader();
    items(groups).forEach(reader::group);
    if (reader.rows.isEmpty()) {
      throw Mistakes.at(
          groups.place(),
          "no code has a target that is equal, equivalent, wider or subsumes; the table would map nothing");
    }
    return new CodeTableDefinition(name, root.place(), reader.rows);
  }

  private void group(Property group) {
    Map<String, Property> entries = object(group);
    Property unmapped = entries.get("unmapped");
    if (unmapped != null) {
      throw Mistakes.at(
          unmapped.place(),
          "`unmapped` would give codes that nobody looked at a meaning; list them under `element`");
    }
    Property elements = entries.get("element");
    if (elements == null) {
      throw Mistakes.at(group.place(), "the group has no `element`");
    }
    Property target = entries.get("target");
    String system = target == null ? "" : target.text();
    items(elements).forEach(element -> element(element, system));
  }

  private void element(Property element, String system) {
    Map<String, Property> entries = object(element);
    Property code = entries.get("code");
    if (code == null || code.text().isBlank()) {
      throw Mistakes.at(element.place(), "the element has no `code`");
    }
    String from = code.text().strip();
    if (!seen.add(from)) {
      throw Mistakes.at(
          code.place(),
          "the code \"" + from + "\" is there twice; a table looks codes up without their system");
    }
    Property targets = entries.get("target");
    CodeTableDefinition.Row same = null;
    CodeTableDefinition.Row general = null;
    for (Property target : targets == null ? List.<Property>of() : items(targets)) {
      String equivalence = equivalence(target);
      if (SAME.contains(equivalence)) {
        same = only(same, row(target, system), from);
      } else if (MORE_GENERAL.contains(equivalence)) {
        general = only(general, row(target, system), from);
      }
    }
    CodeTableDefinition.Row row = same == null ? general : same;
    if (row != null) {
      rows.put(from, row);
    }
  }

  private static CodeTableDefinition.Row only(
      CodeTableDefinition.@Nullable Row before, CodeTableDefinition.Row row, String from) {
    if (before != null) {
      throw Mistakes.at(
          row.place(), "the code \"" + from + "\" has two targets that are equally good; keep one");
    }
    return row;
  }

  private static String equivalence(Property target) {
    Map<String, Property> entries = object(target);
    for (String condition : List.of("dependsOn", "product")) {
      Property conditional = entries.get(condition);
      if (conditional != null) {
        throw Mistakes.at(
            conditional.place(),
            "`"
                + condition
                + "` is not read, and without it the target may be wrong; use a rule with `when`");
      }
    }
    Property equivalence = entries.get("equivalence");
    if (equivalence == null) {
      throw Mistakes.at(
          target.place(),
          entries.containsKey("relationship")
              ? "`relationship` is of R5; R4 says `equivalence`"
              : "the target has no `equivalence`; `equivalent` when it means the same");
    }
    String said = equivalence.text();
    if (!EQUIVALENCES.contains(said)) {
      throw Mistakes.unknown(equivalence.place(), "equivalence", said, EQUIVALENCES);
    }
    return said;
  }

  private static CodeTableDefinition.Row row(Property target, String system) {
    Map<String, Property> entries = object(target);
    Property code = entries.get("code");
    if (code == null || code.text().isBlank()) {
      throw Mistakes.at(target.place(), "the target has no `code`; `unmatched` when there is none");
    }
    Property display = entries.get("display");
    String shown = display == null ? "" : display.text();
    return new CodeTableDefinition.Row(code.text().strip(), system, shown, target.place());
  }

  /** An extension that changes the meaning may not be ignored (FHIR R4, 2.4.2). */
  private static Map<String, Property> object(Property property) {
    if (!(property.value() instanceof Map<?, ?> map)) {
      throw Mistakes.at(property.place(), "expected an object here");
    }
    Map<String, Property> entries = new TreeMap<>();
    map.forEach((name, value) -> entries.put((String) name, (Property) value));
    Property modifier = entries.get(MODIFIER);
    if (modifier != null) {
      throw Mistakes.at(
          modifier.place(), "`" + MODIFIER + "` changes what the map means and is not read");
    }
    return entries;
  }

  private static List<Property> items(Property property) {
    if (!(property.value() instanceof List<?> list)) {
      throw Mistakes.at(property.place(), "expected a list here");
    }
    return list.stream().map(Property.class::cast).toList();
  }
}
