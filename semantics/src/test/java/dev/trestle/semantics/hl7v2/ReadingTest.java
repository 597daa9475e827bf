package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final String ADT =
      "MSH|^~\\&|APP|FAC|||20260101||ADT^A01|7|P|2.5.1\r"
          + "PID|1||123^^^H&1.2.3&ISO^MR~9^^^B||ROE&van^ANN|\"\"|\r"
          + "OBX|1|ST|A||x\r"
          + "OBX|2|ST|B||a\\T\\b\r";

  private static Hl7Message read(String text) {
    return Hl7Message.read(text.getBytes(StandardCharsets.ISO_8859_1), ReadOptions.DEFAULT);
  }

  @Test
  void numbersAreThoseOfTheStandard() {
    Hl7Message message = read(ADT);
    assertThat(message.text("MSH", 1, 1)).isEqualTo("|");
    assertThat(message.text("MSH", 2, 1)).isEqualTo("^~\\&");
    assertThat(message.text("MSH", 9, 2)).isEqualTo("A01");
    assertThat(message.text("MSH", 12, 1)).isEqualTo("2.5.1");
    Segment pid = message.segment(1);
    assertThat(pid.fieldCount()).isEqualTo(7);
    assertThat(pid.repetitions(3)).isEqualTo(2);
    assertThat(pid.components(3, 1)).isEqualTo(5);
    assertThat(pid.subcomponents(3, 1, 4)).isEqualTo(3);
    assertThat(pid.text(3, 1, 4, 2)).isEqualTo("1.2.3");
    assertThat(pid.text(3, 2, 4, 0)).isEqualTo("B");
    assertThat(pid.text(3, 2, 0, 0)).isEqualTo("9^^^B");
    assertThat(pid.text(5, 1, 1, 2)).isEqualTo("van");
    assertThat(pid.presence(6, 1, 1, 0)).isEqualTo(Presence.NULL);
    assertThat(pid.presence(6, 1, 2, 0)).isEqualTo(Presence.ABSENT);
    assertThat(pid.presence(7, 1, 1, 0)).isEqualTo(Presence.ABSENT);
    assertThat(pid.presence(99, 1, 1, 0)).isEqualTo(Presence.ABSENT);
    assertThat(message.segment(3).text(5, 1, 0, 0)).isEqualTo("a&b");
    assertThat(message.findings()).isEmpty();
  }

  @Test
  void locationsAreWrittenAsAnalystsDo() {
    Hl7Message message = read(ADT);
    Segment pid = message.segment(1);
    assertThat(pid.location(3, 2, 4, 0)).isEqualTo("PID-3[2].4");
    assertThat(pid.location(3, 1, 4, 2)).isEqualTo("PID-3[1].4.2");
    assertThat(pid.location(5, 1, 1, 2)).isEqualTo("PID-5.1.2");
    assertThat(pid.location(1, 1, 1, 1)).isEqualTo("PID-1");
    assertThat(message.segment(3).location(5, 1, 0, 0)).isEqualTo("OBX[2]-5");
    assertThat(message.segment(0).location(9, 1, 0, 0)).isEqualTo("MSH-9");
  }

  @Test
  void leavesComeInDocumentOrderWithTheirPlaces() {
    Hl7Message message = read(ADT);
    List<String> leaves = new ArrayList<>();
    message.forEachLeaf(
        (segment, field, repetition, component, subcomponent, start, length) -> {
          if (segment.name().equals("PID")) {
            leaves.add(
                segment.location(field, repetition, component, subcomponent)
                    + "="
                    + new String(message.raw(), start, length, StandardCharsets.US_ASCII));
          }
        });
    assertThat(leaves)
        .containsExactly(
            "PID-1=1",
            "PID-3[1].1=123",
            "PID-3[1].4.1=H",
            "PID-3[1].4.2=1.2.3",
            "PID-3[1].4.3=ISO",
            "PID-3[1].5=MR",
            "PID-3[2].1=9",
            "PID-3[2].4=B",
            "PID-5.1.1=ROE",
            "PID-5.1.2=van",
            "PID-5.2=ANN",
            "PID-6=\"\"");
  }

  @Test
  void aLargeValueIsNotCopied() {
    byte[] text = new byte[20 << 20];
    java.util.Arrays.fill(text, (byte) 'A');
    byte[] raw = Texts.withText("", text);
    Hl7Message message = Texts.read(raw);
    assertThat(message.raw()).isSameAs(raw);
    assertThat(message.segment(1).length(5, 1, 1, 1)).isEqualTo(text.length);
    assertThat(message.findings()).isEmpty();
  }

  /** Without remembering the last place this walk would take minutes. */
  @Test
  void manyRepetitionsAreWalkedInOnePass() {
    int count = 300_000;
    Segment obx = Texts.read(Texts.withText("", Texts.bytes("a^b~".repeat(count)))).segment(1);
    int found = 0;
    for (int repetition = 1; repetition <= count + 1; repetition++) {
      found += obx.text(5, repetition, 2, 0).equals("b") ? 1 : 0;
    }
    assertThat(found).isEqualTo(count);
    assertThat(obx.text(5, 1, 0, 0)).isEqualTo("a^b");
    assertThat(obx.text(5, 2, 1, 0)).isEqualTo("a");
    assertThat(obx.presence(5, count + 1, 0, 0)).isEqualTo(Presence.ABSENT);
    assertThat(obx.presence(5, count + 2, 0, 0)).isEqualTo(Presence.ABSENT);
  }

  @Test
  void theTextOfALeafIsFoundByItsPlace() {
    Hl7Message message = read(ADT);
    message.forEachLeaf(
        (segment, field, repetition, component, subcomponent, start, length) ->
            assertThat(message.text(start, length))
                .isEqualTo(segment.text(field, repetition, component, subcomponent)));
  }
}
