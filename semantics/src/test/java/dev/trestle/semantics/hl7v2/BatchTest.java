package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Dialect.Batch;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quirk 38: batches as they are sent. */
class BatchTest {
  private static final Hl7v2Dialect DIALECT = new Hl7v2Dialect();
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-02-03T04:05:06Z");
  private static final String BHS = "BHS|^~\\&|A|B|C|D|20260101||||B7\r";
  private static final String FHS = "FHS|^~\\&|A|B|C|D|20260101||||F7\r";

  private static String message(int id) {
    return "MSH|^~\\&|||||||ADT^A01|" + id + "|P|2.5\rPID|" + id + "\r";
  }

  private static List<String> members(String text) {
    return batch(text).messages().stream()
        .map(each -> new String(each, StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static Batch batch(String text) {
    return DIALECT.batch(Texts.bytes(text)).orElseThrow();
  }

  private static List<String> findings(String text) {
    assertThat(batch(text).findings())
        .allMatch(each -> each.code() == ProblemCode.BATCH_COUNT_WRONG);
    return batch(text).findings().stream().map(Finding::location).toList();
  }

  @Test
  void oneMessageIsNoBatch() {
    for (String text :
        List.of(
            message(1),
            "",
            "noise",
            "\u000b" + message(1) + "\u001c\r",
            message(1) + "OBX|1|TX|||see\rMSH is odd\rMSH: see notes\n",
            message(1) + "BTS|1\r")) {
      assertThat(DIALECT.batch(Texts.bytes(text))).as(text).isEmpty();
    }
  }

  @Test
  void aFileWithBatchesIsTakenApart() {
    String text =
        FHS + BHS + message(1) + message(2) + "BTS|2\r" + BHS + message(3) + "BTS|1\rFTS|2\r";
    assertThat(members(text)).containsExactly(message(1), message(2), message(3));
    assertThat(findings(text)).isEmpty();
    assertThat(members(text.replace("\r", "\r\n"))).hasSize(3);
    assertThat(members(text.replace("\r", "\n"))).hasSize(3);
    assertThat(members("\u00ef\u00bb\u00bf" + text)).hasSize(3);
    assertThat(members("\u000b" + text + "\u001c\r")).hasSize(3);
  }

  @Test
  void aListOfMessagesIsABatch() {
    assertThat(members(message(1) + message(2) + message(3))).hasSize(3);
    assertThat(findings(message(1) + message(2))).isEmpty();
    assertThat(members("\u000b" + message(1) + "\u001c\r\u000b" + message(2) + "\u001c\r"))
        .containsExactly(message(1), message(2));
    assertThat(members(FHS + message(1) + message(2) + "FTS|1\r")).hasSize(2);
  }

  @Test
  void wrongCountsAndMissingTrailersAreFindings() {
    assertThat(findings(BHS + message(1) + "BTS|2\r")).containsExactly("BTS-1");
    assertThat(findings(BHS + message(1))).containsExactly("BTS");
    assertThat(findings(FHS + BHS + message(1) + "BTS|1\rFTS|3\r")).containsExactly("FTS-1");
    assertThat(findings(FHS + BHS + message(1) + BHS + message(2) + "BTS|9\r"))
        .containsExactly("BTS[1]", "BTS[2]-1", "FTS");
    assertThat(findings(BHS + message(1) + "BTS\r")).isEmpty();
    assertThat(findings(BHS + "BTS|0\r")).isEmpty();
    assertThat(findings(BHS + message(1) + "BTS|99999999999999999999\r")).containsExactly("BTS-1");
  }

  @Test
  void aBadMemberIsIsolatedAndKept() {
    String bad = "PID|nobody\rgarbage\r";
    String noDelimiters = "MSH|APP|FAC\rPID|1\r";
    assertThat(members(BHS + bad + message(1) + noDelimiters + message(2) + "BTS|4\r"))
        .containsExactly(bad, message(1), noDelimiters, message(2));
    assertThat(members(BHS + message(1) + "BTS|1\rstray\r" + BHS + message(2) + "BTS|1\r"))
        .containsExactly(message(1), "stray\r", message(2));
  }

  @Test
  void aTruncatedFileLosesNoMember() {
    String text = FHS + BHS + message(1) + message(2) + "BTS|2\rFTS|1\r";
    for (int cut = FHS.length() + BHS.length() + message(1).length(); cut < text.length(); cut++) {
      List<String> members = members(text.substring(0, cut));
      assertThat(members.get(0)).startsWith(message(1));
      assertThat(String.join("", members)).startsWith(message(1));
    }
  }

  @Test
  void aBatchInWideCharactersIsTakenApart() {
    String text = BHS + message(1) + message(2) + "BTS|2\r";
    for (var each : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
      assertThat(DIALECT.batch(text.getBytes(each)).orElseThrow().messages()).hasSize(2);
    }
  }

  @Test
  void theResponseHasABatchForEachBatch() {
    String text =
        FHS + BHS + message(1) + message(2) + "BTS|2\r" + BHS + message(3) + "BTS|1\rFTS|2\r";
    List<byte[]> answers = new ArrayList<>();
    for (byte[] each : batch(text).messages()) {
      answers.add(DIALECT.answer(each, AnswerCode.AA, null, NOW, "X" + answers.size()));
    }
    byte[] raw = DIALECT.batchAnswer(Texts.bytes(text), answers, NOW, "R1");
    String head = "|^~\\&|C|D|A|B|20260203040506+0000||||";
    assertThat(new String(raw, StandardCharsets.ISO_8859_1))
        .startsWith("FHS" + head + "R1|F7\rBHS" + head + "R1-1|B7\rMSH|")
        .contains("BTS|2\rBHS" + head + "R1-2|B7\rMSH|")
        .endsWith("MSA|AA|3\rBTS|1\rFTS|2\r");
    Batch answered = DIALECT.batch(raw).orElseThrow();
    assertThat(answered.findings()).isEmpty();
    assertThat(answered.messages())
        .extracting(each -> AnswerReader.read(each).orElseThrow().controlId())
        .containsExactly("1", "2", "3");
  }

  @Test
  void aListIsAnsweredWithOneBatch() {
    String text = message(1) + message(2);
    List<byte[]> answers = List.of(Texts.bytes("MSH|1\r"), Texts.bytes("MSH|2\r"));
    assertThat(
            new String(
                DIALECT.batchAnswer(Texts.bytes(text), answers, NOW, "R1"),
                StandardCharsets.ISO_8859_1))
        .isEqualTo("BHS|^~\\&|||||20260203040506+0000||||R1\rMSH|1\rMSH|2\rBTS|2\r");
  }
}
