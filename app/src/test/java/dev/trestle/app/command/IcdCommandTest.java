package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trestle icd} on files: what a feed promises and what it sends. */
class IcdCommandTest {
  private static final int MESSAGES = 40;

  @TempDir private Path folder = Path.of("");
  private Path site = Path.of("");
  private Path messages = Path.of("");

  @BeforeEach
  void aSiteAndMessages() throws IOException {
    site = Files.createDirectories(folder.resolve("site"));
    write(
        "site.yaml",
        """
        listeners:
          - name: feeds
            port: 2575
            sources: [mercy/adt]
            catch-all: mercy/other
        """);
    system("");
    messages = Files.createDirectories(folder.resolve("messages"));
    for (int i = 0; i < MESSAGES; i++) {
      Files.writeString(messages.resolve(i + ".hl7"), message(i), StandardCharsets.UTF_8);
    }
  }

  /** Every fourth has no PID-22; every tenth a sex that is in no table; one a name instead. */
  private static String message(int i) {
    String sex = i == 7 ? "KUNIGUNDE" : i % 10 == 0 ? "D" : "F";
    return "MSH|^~\\&|ADT|MERCY|T|T|202601%02d120000+0000||ADT^A08|C%d|P|2.5.1\r"
            .formatted(1 + i % 28, i)
        + "EVN||20260101\r"
        + "PID|1||"
        + (100 + i)
        + "^^^MERCY^MR||KUNIGUNDE"
        + "^ADELHEID||19610203|"
        + sex
        + "||||||||||||||"
        + (i % 4 == 0 ? "" : "H")
        + "\rZHB|1|blue"
        + i
        + "\r";
  }

  private void system(String ofAdt) throws IOException {
    write(
        "health-systems/mercy.yaml",
        "id: mercy\nzone: UTC\nowner: integration <team>\nsources:\n"
            + "  - name: adt\n    senders: [{application: ADT}]\n"
            + ofAdt.indent(4)
            + "  - name: other\n");
  }

  private void write(String file, String text) throws IOException {
    Path target = site.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private Cli.Result icd(String... more) {
    String[] arguments = new String[7 + more.length];
    arguments[0] = "icd";
    arguments[1] = "--site";
    arguments[2] = site.toString();
    arguments[3] = "--source";
    arguments[4] = "mercy/adt";
    arguments[5] = "--messages";
    arguments[6] = messages.toString();
    System.arraycopy(more, 0, arguments, 7, more.length);
    return Cli.run(arguments);
  }

  @Test
  void theDocumentTellsFieldsSharesFormsAndWhatBecomesOfThem() {
    Cli.Result result = icd();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("# Interface of mercy/adt")
        .contains("integration \\<team\\>")
        .contains("| ADT^A08 | 40 | 100 % | translated | 2026-01-01 | 2026-01-28 |")
        .contains("| PID-22 | Ethnic Group | – | 75 % |")
        .contains("| PID-7 |")
        .contains("9(8)")
        .contains("Patient.gender by 0001-gender")
        .contains("| F | 35 | yes |")
        .contains("kept with the message; no rule takes it");
  }

  @Test
  void nothingInItTellsWhoAMessageIsAbout() throws IOException {
    assertThat(icd("--output", folder.resolve("out").toString()).code()).isZero();
    String both =
        Files.readString(folder.resolve("out/mercy-adt.md"))
            + Files.readString(folder.resolve("out/mercy-adt.html"));
    assertThat(both)
        .doesNotContain("KUNIGUNDE")
        .doesNotContain("ADELHEID")
        .doesNotContain("19610203")
        .doesNotContain("blue");
    assertThat(both).as("a code of four patients").doesNotContain("| D |");
    assertThat(Files.readString(folder.resolve("out/mercy-adt.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("color-scheme: light dark", "integration &lt;team&gt;")
        .doesNotContain("<script", "http://", "https://", "@import", "url(");
  }

  @Test
  void checkSaysWhatIsNotAsPromisedAndHasAnExitCode() throws IOException {
    system("promises: {PID-22: required, PV1: 95 %, PID-3.4: required, PID-7: never, ZHB-2: 90 %}");
    Cli.Result result = icd("--check");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .contains("broken  PID-22: required in every PID, present in 75 % (30 of 40)")
        .contains("broken  PV1: promised in 95 % of all messages, present in 0 % (0 of 40)")
        .contains("broken  PID-7: promised never to come, present in 100 % (40 of 40)")
        .contains("broken  PID-8: 13 % (5 of 40) of its codes are not in 0001-gender")
        .contains("note    ZHB-2: sent in 100 % (40 of 40), and no rule takes all of it")
        .doesNotContain("PID-3.4")
        .endsWith("not as promised\n");
  }

  @Test
  void whatIsKeptIsSaidToBeKept() throws IOException {
    system("accepts: [ADT]\npromises: {PID-22: 75 %, PV2: never}");
    for (int i = 0; i < MESSAGES; i++) {
      Path file = messages.resolve(i + ".hl7");
      String text = Files.readString(file);
      Files.writeString(file, text.replace("|KUNIGUNDE|", "|F|").replace("|D|", "|F|"));
    }
    Cli.Result result = icd("--check");
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.out()).endsWith("as promised\n").doesNotContain("broken");
    system("accepts: [ORU]");
    assertThat(icd("--check").out())
        .contains("broken  ADT^A08: 40 messages came, and the source accepts ORU");
  }

  @Test
  void aPromiseThatIsNoneIsAMistakeWithItsLine() throws IOException {
    system("promises: {PID22: required, PID-8: sometimes, PID-9: 101 %}");
    Cli.Result result = Cli.run("site", "check", site.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .contains("mercy.yaml:7: `PID22` is no segment, field or component")
        .contains("mercy.yaml:7: `PID-8` is promised as `required`, `never` or a share like `95 %`")
        .contains("`PID-9` is promised as");
  }
}
