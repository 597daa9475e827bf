package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every public message that is there: it translates, its leaves add up, its Bundle is FHIR. */
class CorpusTest {
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  /** What became of the messages of one type. */
  private static final class Row {
    private int messages;
    private int resources;
    private int reported;
    private int leaves;
    private final Map<String, Integer> results = new TreeMap<>();
  }

  @Test
  void everyMessageTranslatesAndItsBundleIsStrictlyR4() throws IOException {
    List<Path> files = files();
    assumeTrue(!files.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    Map<String, Row> rows = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Path file : files) {
      try {
        translate(file, rows);
      } catch (RuntimeException e) {
        broken.add(file.getFileName() + ": " + e);
      }
    }
    print(rows);
    assertThat(broken).isEmpty();
  }

  private void translate(Path file, Map<String, Row> rows) throws IOException {
    byte[] raw = Files.readAllBytes(file);
    Translation translation = translator.translate(raw, Feeds.ADT, Feeds.SITE);
    assertThat(translation.accounting().closes()).isTrue();
    everyLeafHasItsOrigin(translation);
    StrictFhir.parse(BundleRenderer.bundle(translation, Feeds::id).toString());
    Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
    Row row =
        rows.computeIfAbsent(
            message.text("MSH", 9, 1) + "^" + message.text("MSH", 9, 2), type -> new Row());
    row.messages++;
    row.resources += translation.keys().size();
    row.reported += translation.accounting().reported();
    row.leaves += translation.accounting().leaves();
    row.results.merge(translation.result().name(), 1, Integer::sum);
  }

  static void everyLeafHasItsOrigin(Translation translation) {
    for (Statement statement : translation.statements()) {
      for (Slot slot : statement.slots()) {
        int leaves = slot.value() == null ? 0 : leaves(slot.value());
        assertThat(slot.origins()).as(slot.element()).hasSize(leaves);
      }
    }
  }

  private static int leaves(JsonNode node) {
    if (node.isValueNode()) {
      return 1;
    }
    int leaves = 0;
    for (JsonNode child : node) {
      leaves += leaves(child);
    }
    return leaves;
  }

  static List<Path> files() throws IOException {
    Path corpus = Path.of(System.getProperty("trestle.corpus", "none"));
    if (!Files.isDirectory(corpus)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(corpus)) {
      return walk.filter(path -> path.toString().endsWith(".hl7")).sorted().toList();
    }
  }

  private static void print(Map<String, Row> rows) {
    System.out.println("type           messages resources  leaves reported  results");
    rows.forEach(
        (type, row) ->
            System.out.println(
                String.format(
                    Locale.ROOT,
                    "%-14s %8d %9d %7d %8d  %s",
                    type,
                    row.messages,
                    row.resources,
                    row.leaves,
                    row.reported,
                    row.results)));
  }
}
