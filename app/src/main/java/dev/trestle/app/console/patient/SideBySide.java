package dev.trestle.app.console.patient;

import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Two Patients element by element, with what differs marked; patient data. */
public final class SideBySide {
  private static final List<String> ELEMENTS =
      List.of(
          "name",
          "birthDate",
          "gender",
          "identifier",
          "address",
          "telecom",
          "maritalStatus",
          "deceasedBoolean",
          "deceasedDateTime",
          "multipleBirthInteger");

  private SideBySide() {}

  /** A line of the comparison. */
  public record Row(String element, String first, String second) {
    public boolean same() {
      return first.equals(second);
    }

    @Override
    public String toString() {
      return "Row[" + element + "]";
    }
  }

  /** Both Patients; what neither has is left out. */
  public static List<Row> of(List<Resource> both) {
    Map<String, List<String>> cells = new LinkedHashMap<>();
    for (String element : ELEMENTS) {
      List<String> values = new ArrayList<>();
      both.forEach(one -> values.add(text(one.json().path(element))));
      cells.put(element, values);
    }
    List<Row> rows = new ArrayList<>();
    cells.forEach(
        (element, values) -> {
          String first = values.isEmpty() ? "" : values.get(0);
          String second = values.size() < 2 ? "" : values.get(1);
          if (!first.isEmpty() || !second.isEmpty()) {
            rows.add(new Row(element, first, second));
          }
        });
    return rows;
  }

  /** The leaves of an element in their order; each item of a list on its own line. */
  private static String text(JsonNode node) {
    if (node.isArray()) {
      List<String> lines = new ArrayList<>();
      node.forEach(item -> lines.add(text(item)));
      return String.join("\n", lines);
    }
    if (node.isObject()) {
      List<String> words = new ArrayList<>();
      node.properties()
          .forEach(
              property -> {
                if (!property.getKey().equals("extension") && !property.getKey().equals("type")) {
                  words.add(text(property.getValue()).replace('\n', ' '));
                }
              });
      return String.join(" ", words);
    }
    return node.asString("");
  }
}
