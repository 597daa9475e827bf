package dev.trestle.identity.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatinTest {
  private static final int TEXTS = 20_000;
  private static final int LONGEST = 8;

  /** All that is looked up letter by letter, and a little of what is not. */
  private static final int END = 0x188;

  @Test
  void lookedUpLettersAreWhatTransliteratingMakesOfThem() {
    Transliterator oracle = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    Random random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(LONGEST); length >= 0; length--) {
        text.append((char) (' ' + random.nextInt(END - ' ')));
      }
      assertThat(Latin.capitals(text.toString()))
          .as("seed 1, text %d: %s", i, text)
          .isEqualTo(oracle.transliterate(text.toString()).toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void namesOfAnyScriptAreLatinCapitals() {
    assertThat(Latin.word("Müller-Lüdenscheidt")).isEqualTo("MULLERLUDENSCHEIDT");
    assertThat(Latin.word("Strauß")).isEqualTo("STRAUSS");
    assertThat(Latin.word("Ærøskøbing")).isEqualTo("AEROSKOBING");
    assertThat(Latin.word("Иванов")).isEqualTo("IVANOV");
    assertThat(Latin.words("Nguyễn Văn")).containsExactly("NGUYEN", "VAN");
  }
}
