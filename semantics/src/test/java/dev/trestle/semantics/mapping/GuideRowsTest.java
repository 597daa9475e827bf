package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of the official guide that rules cite are there. */
class GuideRowsTest {
  private static final String PREFIX = "HL7 Segment - FHIR R4_ ";

  @Test
  void everyCitedRowIsInTheGuide() throws IOException {
    Path segments =
        Path.of(System.getProperty("trestle.corpus", "none"))
            .resolve("v2-to-fhir-ig/mappings/segments");
    assumeTrue(Files.isDirectory(segments), "skipped: no corpus (trestle.corpus)");
    List<Path> guide;
    try (Stream<Path> files = Files.list(segments)) {
      guide = files.sorted().toList();
    }
    List<String> missing = new ArrayList<>();
    var mapping = new MappingTranslator(BaseMappingsResource.base()).effective(List.of());
    for (MapDefinition map : mapping.maps().values()) {
      for (RuleDefinition rule : map.rules().values()) {
        for (String row : rule.text("row").orElse("").split("; ")) {
          if (!row.isEmpty() && !cited(guide, row)) {
            missing.add(rule.id() + ": " + row);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** {@code PID[Patient] 3 identifier[2]}: the map's file has a row of that sort order. */
  private static boolean cited(List<Path> guide, String row) throws IOException {
    String map = row.substring(0, row.indexOf(' '));
    String order = row.substring(row.indexOf(' ') + 1).split(" ")[0].split(",")[0];
    for (Path file : guide) {
      if (String.valueOf(file.getFileName()).startsWith(PREFIX + map + " ")) {
        return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(order + ","));
      }
    }
    return false;
  }
}
