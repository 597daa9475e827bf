package dev.trestle.app.guide;

import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of the guide that a rule cites: {@code PID[Patient] 3 identifier[2]}. One without an
 * element means every row of the field; {@code value[x]} every type of a choice.
 *
 * @param rule its id
 * @param place where it is written
 * @param map as {@code PID[Patient]}
 * @param field its number, or -1 when none is written
 * @param target the element, or the beginning of its path
 */
public record Citation(String rule, Place place, String map, int field, String target) {
  private static final String CHOICE = "[x]";

  /** All citations of the rules of a mapping, in their order. */
  public static List<Citation> of(EffectiveMapping mapping) {
    List<Citation> found = new ArrayList<>();
    for (MapDefinition map : mapping.maps().values()) {
      for (RuleDefinition rule : map.rules().values()) {
        rule.find("row").ifPresent(row -> add(rule.id(), row, found));
      }
    }
    mapping.messages().forEach((name, entries) -> entries(name, entries, found));
    return found;
  }

  /** Entries of {@code messages.yaml} cite rows, too. */
  private static void entries(String section, Property entries, List<Citation> found) {
    if (entries.value() instanceof Map<?, ?> named) {
      named.forEach(
          (name, body) -> {
            if (body instanceof Property entry
                && entry.value() instanceof Map<?, ?> properties
                && properties.get("row") instanceof Property row) {
              add(section + "." + name, row, found);
            }
          });
    }
  }

  /** {@code PID[Patient] 24 multipleBirthBoolean, 25 multipleBirthInteger; ORC[…] 12 requester}. */
  private static void add(String rule, Property row, List<Citation> found) {
    for (String ofMap : row.text().split(";")) {
      String text = ofMap.strip();
      int blank = text.indexOf(' ');
      String map = blank < 0 ? text : text.substring(0, blank);
      String rest = blank < 0 ? "" : text.substring(blank + 1);
      for (String one : rest.split(",")) {
        String[] parts = one.strip().split(" ", 2);
        String target = parts.length > 1 ? parts[1].strip() : "";
        found.add(new Citation(rule, row.place(), map, number(parts[0]), target));
      }
    }
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** Whether it means this row, or an element that the row's is a part of. */
  public boolean covers(GuideRow row) {
    return isOfField(row) && (reaches(row.target()) || isUrlOf(row.target()));
  }

  /** Whether it means the element, or one that the element is a part of. */
  private boolean reaches(String element) {
    int choice = target.indexOf(CHOICE);
    String written = choice < 0 ? target : target.substring(0, choice);
    if (!element.startsWith(written)) {
      return false;
    }
    if (written.isEmpty() || element.length() == written.length()) {
      return choice < 0;
    }
    char next = element.charAt(written.length());
    return choice < 0 ? ".([=".indexOf(next) >= 0 : Character.isUpperCase(next);
  }

  /** Who says an extension's value says its name, too. */
  private boolean isUrlOf(String element) {
    boolean url = element.endsWith(".url") || element.endsWith(".uri");
    String extension = url ? element.substring(0, element.lastIndexOf('.')) : "";
    return extension.contains("xtension") && target.startsWith(extension + ".");
  }

  private boolean isOfField(GuideRow row) {
    return row.map().equals(map) && row.field() == field;
  }

  /** As it is written. */
  public String text() {
    return (map + " " + (field < 0 ? "?" : field) + " " + target).strip();
  }
}
