package dev.trestle.app.guide;

import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Drafts of rules for rows that no rule cites, one document for each map of the guide. A row that
 * can not be said becomes a comment with the reason, so that what is not commented compiles.
 */
public final class GuideDraft {
  /** Converters by the data type of the element. */
  private static final Map<String, String> CONVERTERS =
      Map.ofEntries(
          Map.entry("identifier", "identifier"),
          Map.entry("humanname", "human-name"),
          Map.entry("address", "address"),
          Map.entry("contactpoint", "contact-point"),
          Map.entry("codeableconcept", "concept"),
          Map.entry("coding", "coding"),
          Map.entry("code", "code"),
          Map.entry("date", "date"),
          Map.entry("datetime", "date-time"),
          Map.entry("instant", "instant"),
          Map.entry("boolean", "boolean"),
          Map.entry("string", "text"),
          Map.entry("markdown", "text"),
          Map.entry("integer", "whole-number"),
          Map.entry("positiveint", "whole-number"),
          Map.entry("unsignedint", "whole-number"),
          Map.entry("period", "period"),
          Map.entry("quantity", "quantity"),
          Map.entry("annotation", "annotation"),
          Map.entry("practitioner", "practitioner"),
          Map.entry("organization", "organization"),
          Map.entry("location", "location"));

  private static final Set<String> ENTITY_IDENTIFIERS = Set.of("EI", "EIP");

  private final Map<String, String> elements = new HashMap<>();
  private final TreeSet<String> names = new TreeSet<>();
  private final TreeMap<String, List<String>> written = new TreeMap<>();

  private GuideDraft(EffectiveMapping mapping) {
    CodeTableDefinition table = mapping.tables().get("r4-elements");
    if (table != null) {
      table.rows().forEach((name, row) -> elements.put(name, row.code()));
    }
  }

  /** The documents of a segment, or of one map as {@code PID[Patient]}. */
  public static String of(
      EffectiveMapping mapping, Guide guide, GuideCoverage coverage, String of) {
    StringBuilder out = new StringBuilder();
    for (GuideCoverage.OfMap map : coverage.maps()) {
      boolean wanted = map.map().equals(of) || map.map().startsWith(of + "[");
      if (wanted && !map.uncited().isEmpty()) {
        out.append(out.isEmpty() ? "" : "---\n");
        new GuideDraft(mapping).document(map, guide.rows(map.map()), out);
      }
    }
    return out.toString();
  }

  private void document(GuideCoverage.OfMap map, List<GuideRow> all, StringBuilder out) {
    int bracket = map.map().indexOf('[');
    String segment = map.map().substring(0, bracket);
    String name = "draft-" + slug(map.map());
    String type = map.map().substring(bracket + 1, map.map().length() - 1).split("-")[0];
    out.append("# Draft for the rows of ").append(map.map()).append(" that no rule cites: ");
    out.append(map.uncited().size()).append(" of ").append(map.rows()).append(".\n");
    out.append("# Made of facts only; role, level and converters are to be looked at.\n");
    out.append("map: ").append(name).append("\nfrom: ").append(segment);
    out.append("\nto: ").append(type).append("\nrole: ").append(name);
    out.append("\nlevel: administrative\n");
    StringBuilder rules = new StringBuilder();
    boolean any = false;
    for (GuideCoverage.Uncited uncited : map.uncited()) {
      any |= rule(uncited, type, all, rules);
    }
    out.append(any ? "rules:\n" : "rules: {}\n").append(rules);
  }

  /** Whether it is more than a comment. */
  private boolean rule(
      GuideCoverage.Uncited uncited, String type, List<GuideRow> all, StringBuilder out) {
    GuideRow row = uncited.row();
    if (isNameOfExtension(row, all)) {
      return false;
    }
    List<String> reasons = new ArrayList<>();
    if (!uncited.reviewed().isEmpty()) {
      reasons.add(uncited.reviewed() + " says why it is not followed");
    }
    // An element with its value, status="finished", is split.
    String[] parts = row.target().split("=", 2);
    String fixed = literal(parts.length > 1 ? parts[1] : row.facts().fixed());
    boolean formula = fixed.isEmpty() && !row.facts().fixed().isEmpty();
    GuideElement element = GuideElement.of(type, parts[0], elements, url(row, all));
    if (!element.problem().isEmpty()) {
      reasons.add(element.problem());
    }
    if (formula) {
      reasons.add("its value is a formula: " + row.facts().fixed());
    }
    String when = when(row, !fixed.isEmpty(), reasons);
    List<String> lines = new ArrayList<>();
    lines.add("row: " + quoted(row.citation()));
    if (fixed.isEmpty()) {
      take(row, element, lines, reasons);
    } else {
      lines.add("value: " + quoted(fixed));
      lines.add("to: " + quoted(element.to()));
    }
    settings(row, element, fixed.isEmpty(), lines);
    if (!when.isEmpty()) {
      lines.add("when: " + quoted(when));
    }
    if (!row.facts().table().isEmpty()) {
      lines.add("# table of the guide: " + row.facts().table());
    }
    conflict(element, row, !fixed.isEmpty(), when, reasons);
    print(name(row), lines, reasons, out);
    return reasons.isEmpty();
  }

  private static void take(
      GuideRow row, GuideElement element, List<String> lines, List<String> reasons) {
    if (row.field() == 0) {
      reasons.add("the guide names no field for it");
    }
    boolean each = row.facts().repeats() && element.repeats();
    lines.add((each ? "each: " : "take: ") + row.fieldName());
    lines.add("to: " + quoted(element.to()));
    String as = converter(row, element);
    if (as.isEmpty()) {
      reasons.add("no converter is known for " + types(row));
    }
    lines.add("as: " + (as.isEmpty() ? "?" : as));
  }

  private static String converter(GuideRow row, GuideElement element) {
    if (!element.reference().isEmpty()) {
      return CONVERTERS.getOrDefault(element.reference().toLowerCase(Locale.ROOT), "");
    }
    String type = row.facts().fhirType();
    String mapped = row.facts().type();
    if (type.isEmpty() && mapped.endsWith("]")) {
      type = mapped.substring(mapped.indexOf('[') + 1, mapped.length() - 1);
    }
    return CONVERTERS.getOrDefault(type.toLowerCase(Locale.ROOT), "");
  }

  private static String types(GuideRow row) {
    String to = row.facts().fhirType().isEmpty() ? row.facts().type() : row.facts().fhirType();
    return (row.facts().v2Type() + " to " + to).strip();
  }

  private static void settings(
      GuideRow row, GuideElement element, boolean taken, List<String> lines) {
    TreeMap<String, String> with = new TreeMap<>(element.with());
    boolean identifier = converter(row, element).equals("identifier");
    if (taken && identifier && ENTITY_IDENTIFIERS.contains(row.facts().v2Type())) {
      with.put("shape", "ei");
    }
    if (!with.isEmpty()) {
      List<String> said = new ArrayList<>();
      with.forEach((name, value) -> said.add(name + ": " + quoted(value)));
      lines.add("with: { " + String.join(", ", said) + " }");
    }
  }

  /** A value that is not taken from the field is said only where the field says something. */
  private static String when(GuideRow row, boolean fixed, List<String> reasons) {
    String condition = row.facts().condition();
    if (condition.isEmpty()) {
      return fixed && row.field() > 0 ? "valued(" + row.fieldName() + ")" : "";
    }
    String said = GuideCondition.translate(condition).orElse("");
    if (said.isEmpty()) {
      reasons.add("condition outside the grammar: " + condition);
    }
    return said;
  }

  /** Two rules of one element under the same condition are refused: somebody has to choose. */
  private void conflict(
      GuideElement element, GuideRow row, boolean fixed, String when, List<String> reasons) {
    if (!reasons.isEmpty() || (element.repeats() && fixed)) {
      return;
    }
    String slot = element.repeats() ? element.to() + " " + row.fieldName() : element.to();
    List<String> others = written.computeIfAbsent(slot, missing -> new ArrayList<>());
    if (others.contains(when)) {
      reasons.add("another rule of this draft writes it already; use `choose`");
    }
    others.add(when);
  }

  private static void print(
      String name, List<String> lines, List<String> reasons, StringBuilder out) {
    String indent = reasons.isEmpty() ? "  " : "  # ";
    reasons.forEach(reason -> out.append("  # ").append(reason).append('\n'));
    out.append(indent).append(name).append(":\n");
    lines.forEach(line -> out.append(indent).append("  ").append(line).append('\n'));
  }

  /** The row of an extension's name: its value's rule says it. */
  private static boolean isNameOfExtension(GuideRow row, List<GuideRow> all) {
    String parent = parent(row.target());
    return parent.endsWith("]")
        && parent.contains("extension")
        && isUrl(row)
        && all.stream()
            .anyMatch(
                one -> one.field() == row.field() && one.target().startsWith(parent + ".value"));
  }

  private static String url(GuideRow row, List<GuideRow> all) {
    String parent = parent(row.target());
    return all.stream()
        .filter(one -> one.field() == row.field() && isUrl(one))
        .filter(one -> parent(one.target()).equals(parent))
        .map(one -> literal(one.facts().fixed()))
        .findFirst()
        .orElse("");
  }

  private static boolean isUrl(GuideRow row) {
    return row.target().endsWith(".url") || row.target().endsWith(".uri");
  }

  private static String parent(String target) {
    int dot = target.lastIndexOf('.');
    return dot < 0 ? "" : target.substring(0, dot);
  }

  /** {@code "active"} without its quotes; empty for a formula. */
  private static String literal(String fixed) {
    boolean quoted =
        fixed.length() > 2 && fixed.startsWith("\"") && fixed.indexOf('"', 1) == fixed.length() - 1;
    return quoted ? fixed.substring(1, fixed.length() - 1).strip() : "";
  }

  private String name(GuideRow row) {
    String name = slug(row.fieldName() + "-" + row.target());
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private static String slug(String text) {
    String spaced = text.replaceAll("([a-z])([A-Z])", "$1-$2");
    return spaced.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
