package dev.trestle.semantics.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The segment tables of the official guide, where the corpus is there. */
final class GuideTables {
  private static final String PREFIX = "HL7 Segment - FHIR R4_ ";
  private static final int IDENTIFIER = 1;
  private static final int TYPE = 3;

  private final Map<String, String> types = new TreeMap<>();

  private GuideTables() {}

  /** Folder of the tables; it may not exist. */
  static Path folder() {
    return Path.of(System.getProperty("trestle.corpus", "none"))
        .resolve("v2-to-fhir-ig/mappings/segments");
  }

  static GuideTables read() throws IOException {
    GuideTables tables = new GuideTables();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        if (String.valueOf(file.getFileName()).startsWith(PREFIX)) {
          for (List<String> row : rows(Files.readString(file))) {
            if (row.size() > TYPE && !row.get(TYPE).isBlank()) {
              tables.types.putIfAbsent(row.get(IDENTIFIER).strip(), row.get(TYPE).strip());
            }
          }
        }
      }
    }
    return tables;
  }

  /** Data type of a field, {@code PID-5}; empty when no table has it. */
  String type(String field) {
    return types.getOrDefault(field, "");
  }

  /** CSV of RFC 4180. */
  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if ((c == ',' || c == '\n') && !quoted) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    row.add(cell.toString());
    rows.add(row);
    return rows;
  }
}
