package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriterTest {
  private static final Delimiters ODD =
      new Delimiters((byte) '!', (byte) ';', (byte) '*', (byte) '/', (byte) ':', (byte) '#');
  private static final String ALPHABET = "ab |^~\\&!;*/:#\"\r\n\tXFSTRE.0é€";

  @Test
  void aMessageIsWrittenAsTheStandardHasIt() {
    Hl7Writer writer = Hl7Writer.message(Delimiters.DEFAULT, StandardCharsets.UTF_8);
    writer.segment("MSH").field(9, "ADT", "A01").field(10, "7").field(12, "");
    writer
        .segment("PID")
        .field(3, "1&2", "", "", "H")
        .repetition(3, "9")
        .nullField(6)
        .repetitions(5, List.of(List.of(List.of("van", "x"), List.of("y"))));
    assertThat(new String(writer.bytes(), StandardCharsets.UTF_8).replace('\r', '\n'))
        .isEqualTo("MSH|^~\\&|||||||ADT^A01|7\nPID|||1\\T\\2^^^H~9||van&x^y|\"\"\n");
  }

  @Test
  void whatIsWrittenReadsBack() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Delimiters delimiters = random.nextBoolean() ? Delimiters.DEFAULT : ODD;
      Charset charset =
          List.of(
                  StandardCharsets.UTF_8,
                  Charset.forName("windows-1252"),
                  StandardCharsets.UTF_16LE)
              .get(random.nextInt(3));
      String[] values = {text(random), text(random), text(random)};
      Hl7Writer writer = Hl7Writer.message(delimiters, charset);
      writer.segment("MSH").field(18, charset.equals(StandardCharsets.UTF_8) ? "UTF-8" : "");
      writer.segment("OBX").field(5, values[0], values[1]).repetition(5, values[2]).field(6, "end");
      Segment obx = Texts.read(writer.bytes()).segment(1);
      assertThat(List.of(obx.text(5, 1, 1, 0), obx.text(5, 1, 2, 0), obx.text(5, 2, 1, 0)))
          .as("seed %d %s", seed, charset)
          .containsExactly(values);
      assertThat(obx.text(6, 1, 1, 0)).isEqualTo("end");
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return random.nextInt(10) == 0 ? "\"\"" : text.toString();
  }

  @Test
  void twoQuotesAsTextAreNoDeletion() {
    Hl7Writer writer = Hl7Writer.message(Delimiters.DEFAULT, StandardCharsets.UTF_8);
    writer.segment("MSH");
    writer.segment("NTE").field(3, "\"\"").nullField(4);
    Segment nte = Texts.read(writer.bytes()).segment(1);
    assertThat(nte.presence(3, 1, 1, 1)).isEqualTo(Presence.VALUED);
    assertThat(nte.text(3, 1, 1, 1)).isEqualTo("\"\"");
    assertThat(nte.presence(4, 1, 1, 1)).isEqualTo(Presence.NULL);
  }

  @Test
  void withoutAnEscapeCharacterTheStructureIsKept() {
    Delimiters none =
        new Delimiters((byte) '|', (byte) '^', (byte) '~', (byte) 0, (byte) '&', (byte) 0);
    Hl7Writer writer = Hl7Writer.message(none, StandardCharsets.UTF_8);
    writer.segment("MSH");
    writer.segment("NTE").field(3, "a|b^c\rd");
    Hl7Message message = Texts.read(writer.bytes());
    assertThat(message.delimiters()).isEqualTo(none);
    assertThat(message.text("NTE", 3, 1)).isEqualTo("a b c d");
  }

  @Test
  void theSeparatorsOfMshAreNotSet() {
    Hl7Writer.SegmentWriter msh =
        Hl7Writer.message(Delimiters.DEFAULT, StandardCharsets.UTF_8).segment("MSH");
    assertThatThrownBy(() -> msh.field(2, "x")).isInstanceOf(IllegalArgumentException.class);
  }
}
