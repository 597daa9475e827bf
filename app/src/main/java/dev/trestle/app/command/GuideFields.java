package dev.trestle.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fields for which the segment maps of the official HL7 v2-to-FHIR guide name an element.
 *
 * @param fields as {@code PID-3}
 */
record GuideFields(Set<String> fields) {
  static final GuideFields NONE = new GuideFields(Set.of());

  private static final int IDENTIFIER = 1;
  private static final int ATTRIBUTE = 9;

  GuideFields {
    fields = Set.copyOf(fields);
  }

  boolean has(String segment, int field) {
    return fields.contains(segment + "-" + field);
  }

  /** Reads the tables of a folder. */
  static GuideFields read(Path folder) throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.list(folder)) {
      tables = files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    Set<String> fields = new TreeSet<>();
    for (Path table : tables) {
      for (List<String> row : rows(Files.readString(table))) {
        if (row.size() > ATTRIBUTE && !row.get(ATTRIBUTE).isBlank()) {
          fields.add(row.get(IDENTIFIER).strip());
        }
      }
    }
    return new GuideFields(fields);
  }

  /** CSV of RFC 4180: a quoted cell may hold line breaks, and quotes written twice. */
  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n' && !quoted) {
        row.add(cell.toString());
        cell.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else {
        cell.append(c);
      }
    }
    row.add(cell.toString());
    rows.add(row);
    return rows;
  }
}
