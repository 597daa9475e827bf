package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type that the base names has a golden case of its own, but for these. */
class GoldenEventsTest {
  /** Named beside one that has: the same structure under an older or a rarer name. */
  private static final Set<String> WITHOUT =
      Set.of(
          "BAR^P05", "BAR^P10", "BAR^P12", "OUL^R21", "OUL^R23", "OUL^R24", "RAS^O01", "RDE^O01",
          "RDS^O01", "REF^I13", "REF^I15");

  @Test
  void everyTypeOfTheBaseHasACase() throws IOException {
    Set<String> named =
        new TreeSet<>(
            new MappingTranslator(BaseMappingsResource.base()).plan(List.of()).messages().keySet());
    Set<String> covered = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : files.filter(path -> path.endsWith("in.hl7")).toList()) {
        String header = Files.readString(file, StandardCharsets.UTF_8).split("\n", 2)[0];
        String[] type = header.split("\\|", -1)[8].split("\\^", -1);
        covered.add(
            type[0].equals("ACK")
                ? "ACK"
                : String.join("^", List.of(type).subList(0, Math.min(2, type.length))));
      }
    }
    named.removeAll(covered);
    assertThat(named).containsExactlyInAnyOrderElementsOf(WITHOUT);
  }
}
