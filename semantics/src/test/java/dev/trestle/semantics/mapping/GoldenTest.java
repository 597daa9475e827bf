package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of ours with what they must become: {@code corpus/FEED/CASE/in.hl7, out.json, why.md}.
 * {@code mvn test -pl semantics -am -Dtest=GoldenTest -Dtrestle.bless=true} writes the outputs
 * anew; the difference is for people to review.
 */
class GoldenTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path CASES = Path.of("src/test/resources/corpus");

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @TestFactory
  Stream<DynamicTest> everyCaseIsAsItWasReviewed() throws IOException {
    return cases().stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> check(folder)));
  }

  @Test
  void zoneAndLocaleOfTheMachineChangeNothing() throws IOException {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      for (String other : List.of("Asia/Kathmandu", "America/St_Johns", "UTC")) {
        for (String tag : List.of("tr-TR", "ar-EG", "hi-IN-u-nu-deva", "en-US")) {
          TimeZone.setDefault(TimeZone.getTimeZone(other));
          Locale.setDefault(Locale.forLanguageTag(tag));
          for (Path folder : cases()) {
            assertThat(translated(folder)).as(name(folder)).isEqualTo(expected(folder));
          }
        }
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  private void check(Path folder) throws IOException {
    String actual = translated(folder);
    if (Boolean.getBoolean("trestle.bless")) {
      Files.writeString(folder.resolve("out.json"), actual);
    }
    assertThat(actual).isEqualTo(expected(folder));
    assertThat(Files.readString(folder.resolve("why.md"))).isNotBlank();
    Translation translation = translation(folder);
    CorpusTest.everyLeafHasItsOrigin(translation);
    StrictFhir.parse(BundleRenderer.bundle(translation, Feeds::id).toString());
  }

  private Translation translation(Path folder) throws IOException {
    // The case files have a line for each segment, so that they can be read and compared.
    String text = Files.readString(folder.resolve("in.hl7"), StandardCharsets.UTF_8);
    byte[] raw = text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    boolean lab = name(folder).startsWith("lab/");
    Source source = lab ? Feeds.LAB : Feeds.ADT;
    return translator.translate(raw, source, Feeds.SITE);
  }

  private String translated(Path folder) throws IOException {
    Translation translation = translation(folder);
    ObjectNode out = JSON.createObjectNode();
    out.put("result", translation.result().name());
    out.put("accounting", translation.accounting().toString());
    ArrayNode levels = out.putArray("statements");
    translation
        .statements()
        .forEach(
            s ->
                levels.add(
                    translation.keys().get(s.key()).type()
                        + " #"
                        + s.key()
                        + " level "
                        + s.level()
                        + " time "
                        + s.timeMicros()));
    ArrayNode merges = out.putArray("merges");
    for (Merge merge : translation.merges()) {
      merges.add(
          switch (merge.word()) {
            case MERGED -> "#" + merge.retired() + " into #" + merge.survivor();
            case LINKED -> "#" + merge.survivor() + " is #" + merge.retired();
            case UNLINKED -> "#" + merge.survivor() + " is #" + merge.retired() + " no more";
          });
    }
    if (!translation.moves().isEmpty()) {
      ArrayNode moves = out.putArray("moves");
      translation
          .moves()
          .forEach(
              move ->
                  moves.add(
                      "#"
                          + move.key()
                          + " was "
                          + move.former().names().get(0).value()
                          + (move.isOfNumbers()
                              ? " of another patient"
                              : " of #" + translation.keys().indexOf(move.former().patient()))));
    }
    ArrayNode snapshots = out.putArray("snapshots");
    for (Snapshot s : translation.snapshots()) {
      snapshots.add(
          s.type()
              + " "
              + s.collection()
              + " of #"
              + s.owner()
              + " level "
              + s.level()
              + ": "
              + s.members());
    }
    ArrayNode findings = out.putArray("findings");
    for (Finding f : translation.findings()) {
      findings.add(f.severity().code() + " " + f.code().id() + " " + f.location());
    }
    out.set("bundle", BundleRenderer.bundle(translation, Feeds::id));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out) + "\n";
  }

  private static String expected(Path folder) throws IOException {
    Path file = folder.resolve("out.json");
    return Files.exists(file) ? Files.readString(file) : "not blessed yet";
  }

  private static String name(Path folder) {
    return CASES.relativize(folder).toString().replace('\\', '/');
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> walk = Files.walk(CASES)) {
      return walk.filter(path -> path.endsWith("in.hl7")).map(Path::getParent).sorted().toList();
    }
  }
}
