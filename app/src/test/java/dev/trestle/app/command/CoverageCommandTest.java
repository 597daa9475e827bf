package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of where values go, without the values. */
class CoverageCommandTest {
  private static final String MESSAGE =
      "MSH|^~\\&|A|B|||20260101||ADT^A08|1|P|2.5\rEVN||20260101\r"
          + "PID|||77^^^M^MR||KUNIGUNDE^ADELHEID||||||||||||||||||||Lutetia\rPV1||I|||||||||||||||||V1";

  @TempDir private Path folder = Path.of("");

  @Test
  void countsByTypeAndSegmentAndPrintsNoValue() throws Exception {
    Files.writeString(folder.resolve("one.hl7"), MESSAGE);
    Files.writeString(folder.resolve("notes.txt"), "no message");
    Cli.Result result = Cli.run("coverage", folder.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("| ADT^A08 | 1 | 1 | 0 | 0 |").contains("| PID | ");
    assertThat(result.out()).doesNotContain("KUNIGUNDE").doesNotContain("Lutetia");
  }

  @Test
  void countsTheFieldsOfTheGuideApart() throws Exception {
    Files.writeString(folder.resolve("one.hl7"), MESSAGE);
    Path guide = Files.createDirectory(folder.resolve("guide"));
    Files.writeString(
        guide.resolve("PID.csv"),
        """
        head
        head
        5,PID-5,"Name, of ""it""
        in two lines",XPN,,,,,,name
        6,PID-6,Mother,XPN,,,,,,
        """);
    String out = Cli.run("coverage", folder.toString(), "--guide", guide.toString()).out();
    assertThat(out.lines().filter(line -> line.startsWith("| PID |")).findFirst().orElseThrow())
        .endsWith("| 2 | 2 (100.0 %) |");
  }

  /** The share that {@code docs/translation-coverage.md} states does not fall unseen. */
  @Test
  void ofThePublicMessagesAsMuchIsMappedAsTheDocumentSays() {
    Path corpus = Path.of(System.getProperty("trestle.corpus", "none"));
    Path guide = corpus.resolve("v2-to-fhir-ig/mappings/segments");
    assumeTrue(Files.isDirectory(guide), "skipped: no corpus (system property trestle.corpus)");
    Cli.Result result = Cli.run("coverage", corpus.toString(), "--guide", guide.toString());
    assertThat(share(result.out(), "| **all** |")).isGreaterThanOrEqualTo(95.4);
    assertThat(share(result.out(), "| **all but MSH, EVN, SFT** |")).isGreaterThanOrEqualTo(95.1);
  }

  private static double share(String out, String begin) {
    String row = out.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
    return Double.parseDouble(row.substring(row.lastIndexOf('(') + 1, row.lastIndexOf(" %)")));
  }

  @Test
  void aFolderWithoutMessagesSaysSo() {
    Cli.Result result = Cli.run("coverage", folder.toString());
    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("There is no message in the files.");
  }
}
