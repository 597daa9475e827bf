package dev.trestle.app.command;

import dev.trestle.app.guide.GuideCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      for (GuideCsv.Line row : GuideCsv.read(Files.readString(table))) {
        if (!row.cell(ATTRIBUTE).isEmpty()) {
          fields.add(row.cell(IDENTIFIER));
        }
      }
    }
    return new GuideFields(fields);
  }
}
