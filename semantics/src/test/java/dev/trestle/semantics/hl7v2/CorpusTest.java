package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Public messages of several senders; skipped where the corpus is not installed. */
class CorpusTest {
  private static final Hl7v2Dialect DIALECT = new Hl7v2Dialect();
  private static final Source SOURCE = KeysTest.Sites.source("mercy/adt", "MRN");
  private static final Site SITE = KeysTest.Sites.site(SOURCE);

  @Test
  void everyMessageOfTheCorpusIsReadToItsLeaves() throws IOException {
    int messages = 0;
    int withKeys = 0;
    for (Path file : files()) {
      for (byte[] raw : messages(Files.readAllBytes(file))) {
        Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
        if (!message.hasMsh()) {
          continue;
        }
        messages++;
        withKeys += check(file, raw, message);
      }
    }
    assertThat(messages).isGreaterThan(280);
    assertThat(withKeys).isGreaterThan(messages * 9 / 10);
  }

  private static int check(Path file, byte[] raw, Hl7Message message) {
    int[] leaves = {0};
    message.forEachLeaf(
        (segment, field, repetition, component, subcomponent, start, length) -> {
          leaves[0]++;
          segment.text(field, repetition, component, subcomponent);
        });
    assertThat(leaves[0]).as("%s", file).isGreaterThan(5);
    assertThat(message.segmentCount()).as("%s", file).isGreaterThan(1);
    Header header = DIALECT.header(raw).orElseThrow();
    assertThat(header.messageCode()).as("%s", file).matches("[A-Z]{3}");
    assertThat(header.version()).as("%s", file).startsWith("2.");
    assertThat(Grouping.group(message).allDeep("MSH")).as("%s", file).isNotEmpty();
    return DIALECT.keys(raw, SOURCE, SITE).isEmpty() ? 0 : 1;
  }

  private static List<byte[]> messages(byte[] raw) {
    return DIALECT.batch(raw).map(Dialect.Batch::messages).orElse(List.of(raw));
  }

  private static List<Path> files() throws IOException {
    Path corpus = Path.of(System.getProperty("trestle.corpus", "absent"));
    assumeThat(corpus).as("the corpus of public messages").isDirectory();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(corpus)) {
      all.filter(each -> each.toString().endsWith(".hl7")).sorted().forEach(found::add);
    }
    return found;
  }
}
