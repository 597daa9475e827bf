package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Hl7v2Dialect DIALECT = new Hl7v2Dialect();
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-02-03T04:05:06-06:00");

  private static String answer(String message, @Nullable Finding problem) {
    AnswerCode code = problem == null ? AnswerCode.AA : AnswerCode.AE;
    byte[] answer = DIALECT.answer(Texts.bytes(message), code, problem, NOW, "X1");
    return new String(answer, StandardCharsets.ISO_8859_1).replace('\r', '\n');
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String msh(String version, String type) {
    return "MSH|^~\\&|APP^1&2|FAC|REC|RFAC|20260101||" + type + "|M\\T\\1|P^T|" + version + "^DE";
  }

  @Test
  void theHeaderIsReadVerbatim() {
    String text =
        "MSH|^~\\&|A\\T\\B^x|FAC|||||ADT^A08^ADT_A01|7\\E\\|P^T|2.5.1^DEU|||AL|NE\rgarbage";
    assertThat(DIALECT.header(Texts.bytes(text)))
        .contains(new Header("ADT", "A08", "7\\E\\", "P", "2.5.1", "A\\T\\B", "FAC", "AL", "NE"));
    assertThat(DIALECT.header(Texts.bytes("MSH|^~\\&")))
        .contains(new Header("", "", "", "", "", "", "", "", ""));
    assertThat(DIALECT.header(Texts.bytes("PID|1"))).isEmpty();
  }

  @Test
  void anAcceptanceEchoesWhatTheSenderNeeds() {
    assertThat(answer(msh("2.5.1", "ADT^A01^ADT_A01") + "||||||UNICODE UTF-8\rPID|1\r", null))
        .isEqualTo(
            """
            MSH|^~\\&|REC|RFAC|APP^1&2|FAC|20260203040506-0600||ACK^A01^ACK|X1|P^T|2.5.1^DE||||||UNICODE UTF-8
            MSA|AA|M\\T\\1
            """);
  }

  @Test
  void theTypeFollowsTheVersion() {
    assertThat(answer(msh("2.2", "ADT^A01"), null)).contains("||ACK|X1|");
    assertThat(answer(msh("2.3", "ADT^A01"), null)).contains("||ACK^A01|X1|");
    assertThat(answer(msh("2.3.1", "ADT^A01"), null)).contains("||ACK^A01|X1|");
    assertThat(answer(msh("2.4", "ADT^A01"), null)).contains("||ACK^A01^ACK|X1|");
    assertThat(answer(msh("2.8.2", "ADT^A01"), null)).contains("||ACK^A01^ACK|X1|");
    assertThat(answer(msh("2.5", "ADT"), null)).contains("||ACK|X1|");
  }

  @Test
  void aProblemBecomesAnErrorSegment() {
    Finding problem =
        Finding.error(ProblemCode.VALUE_INVALID, "PID[2]-3[2].4.1", "Not a | number.");
    assertThat(answer(msh("2.5.1", "ADT^A01"), problem))
        .endsWith(
            lines(
                "MSA|AE|M\\T\\1",
                "ERR||PID^2^3^2^4^1|102^Data type error^HL70357|E||||Not a \\F\\ number."));
    assertThat(answer(msh("2.3", "ADT^A01"), problem))
        .endsWith(
            lines(
                "MSA|AE|M\\T\\1|Not a \\F\\ number.",
                "ERR|PID^2^3^102&Data type error&HL70357|PID^2^3^2^4^1"
                    + "|102^Data type error^HL70357|E||||Not a \\F\\ number."));
    Finding whole = Finding.warning(ProblemCode.TYPE_NOT_ACCEPTED, "", "No.");
    assertThat(answer(msh("2.5", "ADT^A01"), whole))
        .endsWith("ERR|||200^Unsupported message type^HL70357|W||||No.\n");
  }

  @Test
  void theControlIdComesBackByteForByte() {
    String longId = "x".repeat(5000);
    assertThat(answer("MSH|^~\\&|||||||ADT^A01|" + longId + "|P|2.5", null))
        .endsWith("MSA|AA|" + longId + "\n");
    assertThat(answer("MSH|^~\\&|||||||ADT^A01||P|2.5", null)).endsWith("MSA|AA\n");
    assertThat(answer("MSH|^~\\&|||||||ADT^A01|a^b&c~d\u00fc|P|2.5", null))
        .endsWith("MSA|AA|a^b&c~d\u00fc\n");
  }

  @Test
  void theDelimitersAreTheSenders() {
    assertThat(answer("MSH:;~\\&:A:B:C:D:::ADT;A01:1:P:2.5", null))
        .isEqualTo("MSH:;~\\&:C:D:A:B:20260203040506-0600::ACK;A01;ACK:X1:P:2.5\nMSA:AA:1\n");
    assertThat(answer("MSH|^~\\&#|A|B|C|D|||ADT^A01|1|P|2.7", null)).startsWith("MSH|^~\\&#|C|D|");
  }

  @Test
  void lineBreaksAndFrameBytesDoNotComeBack() {
    String answer = answer("MSH|^~\\&|A\u001c\u000bB|C\nxx|||||ADT^A01|1\u001c|P|2.5\rPID|1", null);
    assertThat(answer).doesNotContain("\u001c", "\u000b").endsWith("MSA|AA|1 \n");
    assertThat(answer.lines()).hasSize(2);
  }

  @Test
  void theAnswerIsInTheCharacterSetOfTheMessage() {
    byte[] wide = msh("2.5", "ADT^A01").replace("FAC|", "FÄC|").getBytes(StandardCharsets.UTF_16LE);
    byte[] answer = DIALECT.answer(wide, AnswerCode.AA, null, NOW, "X1");
    assertThat(new String(answer, StandardCharsets.UTF_16LE)).contains("|FÄC|").endsWith("1\r");
    byte[] utf8 = msh("2.5", "ADT^A01").replace("FAC|", "FÄC|").getBytes(StandardCharsets.UTF_8);
    assertThat(
            new String(
                DIALECT.answer(utf8, AnswerCode.AA, null, NOW, "X1"), StandardCharsets.UTF_8))
        .contains("|FÄC|");
  }

  @Test
  void noValueOfTheBodyGoesBack() {
    Finding problem = Finding.error(ProblemCode.DATE_INVALID, "PID-7", "Not a date.");
    assertThat(answer(msh("2.5", "ADT^A01") + "\rPID|||SECRET||SECRET||SECRET\r", problem))
        .doesNotContain("SECRET");
  }

  @Test
  void bytesWithoutMshAreAnsweredWithoutAReference() {
    assertThat(answer("GET /", null))
        .isEqualTo("MSH|^~\\&|||||20260203040506-0600||ACK|X1\nMSA|AA\n");
  }

  @Test
  void anAnswerReadsBackAsItself() {
    Finding problem = Finding.error(ProblemCode.TYPE_NOT_ACCEPTED, "MSH-9", "Not accepted.");
    for (String version : List.of("2.1", "2.3", "2.5.1", "2.8")) {
      byte[] raw =
          DIALECT.answer(Texts.bytes(msh(version, "ORU^R01")), AnswerCode.AR, problem, NOW, "X1");
      AnswerReader.Answer answer = AnswerReader.read(raw).orElseThrow();
      assertThat(answer.code()).isEqualTo(AnswerCode.AR);
      assertThat(answer.controlId()).isEqualTo("M&1");
      assertThat(answer.errorCodes()).containsExactly("200");
      assertThat(answer.accepted()).isFalse();
    }
  }

  @Test
  void oddAnswersAreRead() {
    for (String text :
        List.of(
            "MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|77\r",
            "\u000bMSH|^~\\&|||||||ACK|1|P|2.5\nMSA|AA|77\n\u001c\r",
            "\0\0x-MSH:;~\\&:::::::ACK:1:P:2.5\r\nMSA:AA:77",
            "MSH|^~\\&|||||||ADR^A19|1|P|2.3\rZZZ|1\rMSA| aa |77|ok\rQRD|1\r")) {
      assertThat(AnswerReader.read(Texts.bytes(text)))
          .as(text)
          .contains(new AnswerReader.Answer(AnswerCode.AA, "77", List.of()));
    }
    assertThat(
            AnswerReader.read(
                Texts.bytes("MSH|^~\\&|||||||ACK|1|P|2.3\rMSA|AE|7\rERR|PID^1^3^101&x\r")))
        .contains(new AnswerReader.Answer(AnswerCode.AE, "7", List.of("101")));
  }

  @Test
  void garbageIsNoAnswer() {
    for (String text :
        List.of(
            "",
            "AA",
            "MSA|AA|77\r",
            "OK",
            "HTTP/1.1 200 OK\r\n\r\nMSA|AA|77",
            "PID|1||7||HAMSH^EVA\rMSA|AA|77\r",
            "MSH|^~\\&|||||||ACK|1|P|2.5\r",
            "MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|A",
            "MSH|^~\\&|||||||ACK|1|P|2.5\rMSA||77\r",
            "MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AAA|77\r",
            "MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|77\rMSA|AE|77\r")) {
      assertThat(AnswerReader.read(Texts.bytes(text))).as(text).isEmpty();
    }
  }
}
