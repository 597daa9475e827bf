package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Taken;
import dev.trestle.semantics.mapping.rule.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code negative(FT1-10)}: an amount that is taken back, however it is written. */
class NegativeTest {
  @ParameterizedTest
  @ValueSource(strings = {"-1", "1-", "(1.50)", "-0.01", "-125.00&USD", "125.00-&USD^UP", "- 5"})
  void isBelowZero(String text) {
    assertThat(negative(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0", "-0.00", "-", "125.00&USD-2", "+1", "A-1", "1e-3"})
  void isNot(String text) {
    assertThat(negative(text)).isFalse();
  }

  private static boolean negative(String text) {
    Condition condition =
        ConditionParser.parse("negative(FT1-10)", new Place("base", "charge.yaml", 1));
    return condition.holds(new OneText(text), null);
  }

  /** Whatever place is asked for says the same. */
  private record OneText(String said) implements Surroundings {
    @Override
    public @Nullable Segment segment(String name) {
      return null;
    }

    @Override
    public String trigger() {
      return "P03";
    }

    @Override
    public String after() {
      return "";
    }

    @Override
    public String text(FieldPath path, @Nullable Taken at) {
      return said;
    }
  }
}
