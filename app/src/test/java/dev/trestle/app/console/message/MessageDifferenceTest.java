package dev.trestle.app.console.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.console.message.MessageDifference.Change;
import dev.trestle.app.console.message.MessageDifference.Piece;
import dev.trestle.app.console.message.MessageDifference.Shown;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageDifferenceTest {
  private static final String HEAD = "MSH|^~\\&|LAB|HOSP|T|T|20260101||ORU^R01|C1|P|2.5.1\r";
  private static final String PERSON = "PID|1||4711^^^HOSP^MR||OTTO^BERTHOLD||19901224|M\r";
  private static final String ORDER = "OBR|1|P1|F1|GLU^Glucose^L\r";
  private static final String GLUCOSE = "OBX|1|NM|GLU^Glucose^L||5.4|mmol/L|||||F\r";
  private static final String SODIUM = "OBX|2|NM|NA^Sodium^L||140|mmol/L|||||F\r";

  private static Hl7Message message(String text) {
    return Hl7Message.read(text.getBytes(StandardCharsets.UTF_8), ReadOptions.DEFAULT);
  }

  private static Shown difference(String before, String after) {
    return MessageDifference.of(message(before), message(after), false);
  }

  private static List<String> told(Shown shown) {
    return shown.pieces().stream().map(piece -> piece.change() + " " + piece.label()).toList();
  }

  private static Piece piece(Shown shown, Change change) {
    return shown.pieces().stream().filter(one -> one.change() == change).findFirst().orElseThrow();
  }

  @Test
  void oneFieldThatChangedIsToldByItsNameAndTheRestIsFolded() {
    Shown shown =
        difference(
            HEAD + PERSON + ORDER + GLUCOSE,
            HEAD + PERSON.replace("4711", "4712") + ORDER + GLUCOSE);
    assertThat(told(shown)).containsExactly("SAME MSH", "CHANGED PID", "SAME OBR, OBX");
    MessageDifference.Row row = piece(shown, Change.CHANGED).changedRows().get(0);
    assertThat(row.location()).isEqualTo("PID-3");
    assertThat(row.name()).isEqualTo("Patient Identifier List");
    assertThat(row.before()).isEqualTo("4711^^^HOSP^MR");
    assertThat(row.after()).isEqualTo("4712^^^HOSP^MR");
    assertThat(piece(shown, Change.CHANGED).sameRows()).hasSize(4);
    assertThat(shown.none()).isFalse();
  }

  @Test
  void aResultThatWasPutInBeforeAnotherDoesNotMakeTheOtherDiffer() {
    Shown shown =
        difference(
            HEAD + ORDER + SODIUM + "NTE|1||x\r",
            HEAD + ORDER + GLUCOSE + SODIUM.replace("140", "141") + "NTE|1||x\r");
    assertThat(told(shown))
        .containsExactly("SAME MSH, OBR", "ADDED OBX[1]", "CHANGED OBX → OBX[2]", "SAME NTE");
    assertThat(piece(shown, Change.CHANGED).changedRows())
        .extracting(MessageDifference.Row::location)
        .containsExactly("OBX[2]-5");
  }

  @Test
  void whatOnlyOneHasIsAddedOrRemovedWhole() {
    Shown shown = difference(HEAD + PERSON + "ZZZ|only here\r", HEAD + PERSON + "PV1|1|I\r");
    assertThat(told(shown)).containsExactly("SAME MSH, PID", "REMOVED ZZZ", "ADDED PV1");
    assertThat(piece(shown, Change.REMOVED).rows().get(0).before()).isEqualTo("only here");
    assertThat(piece(shown, Change.REMOVED).rows().get(0).after()).isEmpty();
    assertThat(difference(HEAD + PERSON, HEAD + PERSON).none()).isTrue();
  }

  @Test
  void theSameTextInTwoCharacterSetsIsTheSame() {
    String text = HEAD + PERSON.replace("OTTO", "MÜLLER");
    Hl7Message latin =
        Hl7Message.read(text.getBytes(StandardCharsets.ISO_8859_1), new ReadOptions("8859/1"));
    assertThat(MessageDifference.of(latin, message(text), false).none()).isTrue();
  }

  @Test
  void aDifferenceBehindWhatIsShownOfALongValueIsStillOne() {
    String longText = "x".repeat(MessageView.VALUE_SHOWN + 10);
    Shown shown =
        difference(HEAD + "NTE|1||" + longText + "a\r", HEAD + "NTE|1||" + longText + "b\r");
    assertThat(piece(shown, Change.CHANGED).changedRows()).hasSize(1);
  }

  @Test
  void whoItIsAboutIsHiddenAndThatItDiffersIsNot() {
    Shown shown =
        MessageDifference.of(
            message(HEAD + PERSON), message(HEAD + PERSON.replace("OTTO", "OTTI")), true);
    MessageDifference.Row row = piece(shown, Change.CHANGED).changedRows().get(0);
    assertThat(row.location()).isEqualTo("PID-5");
    assertThat(row.before()).isEqualTo("xxxx^xxxxxxxx").isEqualTo(row.after());
    assertThat(shown.pieces().get(0).rows()).anyMatch(one -> one.after().equals("ORU^R01"));
  }

  @Test
  void whatIsLongerThanTheLimitIsSaid() {
    String many = HEAD + "NTE|1||x\r".repeat(MessageDifference.SEGMENTS + 4);
    assertThat(difference(many, HEAD).more()).isEqualTo(5);
  }
}
