package dev.trestle.app.console.patient;

import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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
    return of(
        both.isEmpty() ? MissingNode.getInstance() : both.get(0).json(),
        both.size() < 2 ? MissingNode.getInstance() : both.get(1).json());
  }

  /** The same of two Patients that need not be stored. */
  public static List<Row> of(JsonNode first, JsonNode second) {
    List<Row> rows = new ArrayList<>();
    for (String element : ELEMENTS) {
      Row row = new Row(element, text(first.path(element)), text(second.path(element)));
      if (!row.first().isEmpty() || !row.second().isEmpty()) {
        rows.add(row);
      }
    }
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
