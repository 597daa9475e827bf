package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forty quirks of HL7 v2 as it is really sent, one case each: {@code quirks/NN-NAME/in.hl7},
 * the bytes as they come, {@code out.json} and {@code why.md}. What must become of several messages
 * together (a batch) is their fold. {@code -Dtrestle.bless=true} writes the outputs anew; the
 * difference is for people to review.
 */
class QuirksTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path CASES = Path.of("src/test/resources/quirks");
  private static final int QUIRKS = 40;

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
  private final Dialect dialect = new Hl7v2Dialect();

  @Test
  void eachOfTheFortyHasACase() throws IOException {
    List<Integer> numbers =
        cases().stream()
            .map(folder -> Integer.valueOf(name(folder).substring(0, 2)))
            .distinct()
            .toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, QUIRKS).boxed().toList());
  }

  @TestFactory
  Stream<DynamicTest> everyQuirkBecomesWhatItMust() throws IOException {
    return cases().stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    String actual = translated(folder);
    Path expected = folder.resolve("out.json");
    if (Boolean.getBoolean("trestle.bless")) {
      Files.writeString(expected, actual);
    }
    assertThat(Files.exists(expected) ? Files.readString(expected) : "").isEqualTo(actual);
    assertThat(Files.readString(folder.resolve("why.md"))).isNotBlank();
  }

  private String translated(Path folder) throws IOException {
    byte[] raw = Files.readAllBytes(folder.resolve("in.hl7"));
    Source source = source(name(folder));
    Optional<Dialect.Batch> batch = dialect.batch(raw);
    List<byte[]> messages = batch.map(Dialect.Batch::messages).orElse(List.of(raw));
    ObjectNode out = JSON.createObjectNode();
    batch.ifPresent(read -> findings(read.findings(), out.putArray("findings of the batch")));
    ArrayNode each = out.putArray("messages");
    Story story = new Story(translator);
    for (byte[] message : messages) {
      Translation translation = translator.translate(message, source, Feeds.SITE);
      CorpusTest.everyLeafHasItsOrigin(translation);
      story.then(translation);
      ObjectNode one = each.addObject().put("result", translation.result().name());
      one.put("accounting", translation.accounting().toString());
      findings(translation.findings(), one.putArray("findings"));
      for (Merge merge : translation.merges()) {
        one.withArray("merges")
            .add(merge.word() + " #" + merge.retired() + " #" + merge.survivor());
      }
      for (Statement statement : translation.statements()) {
        statement.slots().stream()
            .filter(slot -> slot.value() == null && slot.event() == null)
            .forEach(slot -> one.withArray("deleted").add(slot.path()));
      }
      one.set("bundle", BundleRenderer.bundle(translation, Feeds::id));
    }
    if (messages.size() > 1) {
      ObjectNode together = out.putObject("together");
      story.resources().forEach(together::set);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out) + "\n";
  }

  private static void findings(List<Finding> findings, ArrayNode out) {
    for (Finding finding : findings) {
      out.add(finding.severity().code() + " " + finding.code().id() + " " + finding.location());
    }
  }

  /** The feed of a case: what its site says of it, where the quirk needs that. */
  private static Source source(String name) {
    return switch (name.substring(0, 2)) {
      // Results come from the laboratory's feed, which says nothing final of people.
      case "03", "04", "05", "06", "07", "08", "09", "10" -> Feeds.LAB;
      case "24", "25", "26", "27", "28", "30", "31", "32", "39", "40" -> Feeds.LAB;
      // The site says whose the numbers are that come without an authority.
      case "29" ->
          name.equals("29-default-authority")
              ? Feeds.ADT.toBuilder().defaultAuthority("MRN").build()
              : Feeds.ADT;
      default -> Feeds.ADT;
    };
  }

  private static String name(Path folder) {
    return CASES.relativize(folder).toString();
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
