package dev.trestle.app.console.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.console.message.MessageView.Field;
import dev.trestle.app.console.message.MessageView.Part;
import dev.trestle.app.console.message.MessageView.Shown;
import dev.trestle.kernel.statement.Accounting;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskingTest {
  private static Shown shown(Part... parts) {
    return new Shown(
        List.of(parts), 0, List.of(), "translated", new Accounting(1, 1, 0, 0, 0), "m");
  }

  private static Part part(String name, String label, String number, String value) {
    return new Part(
        name,
        label,
        List.of(new Field(label + "-" + number, "", value, false, List.of())),
        name + "|" + value);
  }

  @Test
  void formStaysAndLettersAndDigitsGo() {
    assertThat(Masking.text("Müller^Ähne\\F\\42-7 東京")).isEqualTo("xxxxxx^xxxx\\x\\00-0 xx");
  }

  @Test
  void whoItIsAboutIsHiddenInFieldsAndBytesOfEverySegmentAlsoUnknownOnes() {
    Shown masked =
        Masking.of(
            shown(
                part("PID", "PID", "5", "SMITH^ANNA"),
                part("ZPX", "ZPX[2]", "1", "SMITH"),
                part("OBX", "OBX[3]", "5", "SMITH is pregnant"),
                part("NK1", "NK1", "2", "SMITH^JOHN")));
    for (Part part : masked.parts()) {
      assertThat(part.raw()).doesNotContain("SMITH").startsWith(part.name());
      assertThat(part.fields().get(0).value()).doesNotContain("SMITH").isNotEmpty();
    }
  }

  @Test
  void codesAndTheHeaderStay() {
    Shown masked =
        Masking.of(
            shown(
                part("MSH", "MSH", "9", "ADT^A01"), part("OBX", "OBX[12]", "3", "GLU^Glucose^L")));
    assertThat(masked.parts().get(0).fields().get(0).value()).isEqualTo("ADT^A01");
    assertThat(masked.parts().get(1).fields().get(0).value()).isEqualTo("GLU^Glucose^L");
    assertThat(masked.parts().get(1).raw()).doesNotContain("Glucose");
  }
}
