package dev.trestle.identity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.people.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkModelTextTest {
  private static final LinkModel MODEL = LinkModelResource.standard();

  @Test
  void whatIsWrittenReadsAsTheSameModel() {
    LinkModel read = LinkModelResource.parse(LinkModelText.of(MODEL));
    assertThat(LinkModelText.of(read)).isEqualTo(LinkModelText.of(MODEL));
    for (Field field : Field.values()) {
      List<LevelShares> before = MODEL.of(field);
      List<LevelShares> after = read.of(field);
      assertThat(after).hasSameSizeAs(before);
      for (int level = 0; level < before.size(); level++) {
        assertThat(after.get(level).same()).isEqualTo(before.get(level).same());
        assertThat(after.get(level).other()).isEqualTo(before.get(level).other());
        assertThat(after.get(level).term()).isEqualTo(before.get(level).term());
        assertThat(after.get(level).power()).isEqualTo(before.get(level).power());
      }
      for (int kind = 0; kind < MODEL.households().size(); kind++) {
        double[] shares = read.households().get(kind).of(field);
        double[] expected = MODEL.households().get(kind).of(field);
        for (int level = 0; level < shares.length; level++) {
          assertThat(shares[level])
              .as("%s %s %d", MODEL.households().get(kind).name(), field, level)
              .isCloseTo(expected[level], within(expected[level] * 1e-3));
        }
      }
    }
    assertThat(read.training()).isEqualTo(MODEL.training());
    assertThat(read.vetoes()).isEqualTo(MODEL.vetoes());
    assertThat(read.beside()).isEqualTo(MODEL.beside());
    assertThat(read.besideSimilar()).isEqualTo(MODEL.besideSimilar());
    assertThat(read.mostHolders()).isEqualTo(MODEL.mostHolders());
    assertThat(read.automaticNames()).isEqualTo(MODEL.automaticNames());
    assertThat(read.automaticDates()).isEqualTo(MODEL.automaticDates());
  }

  /** Names that YAML would read as something else stay names. */
  @Test
  void frequenciesAndThresholdsAreRead() {
    TermTable table = new TermTable(0.001, 0.0002, Map.of("NULL", 0.01, "TRUE", 0.02, "7", 0.03));
    LinkModel changed =
        LinkModelText.with(
            MODEL,
            MODEL.shares(),
            MODEL.households(),
            Map.of(Field.NAME, Map.of(Term.FAMILY, table)),
            false,
            MODEL.training(),
            0.8,
            0.97);
    assertThat(changed.reviewFrom()).isEqualTo(0.8);
    assertThat(changed.automaticFrom()).isEqualTo(0.97);
    assertThat(changed.version()).isNotEqualTo(MODEL.version());
    TermTable read = changed.frequency(Field.NAME, Term.FAMILY).orElseThrow();
    assertThat(read).isEqualTo(table);
    assertThat(read.rate("TRUE")).isEqualTo(0.02);
    assertThat(read.rate("SMITH")).isEqualTo(0.0002);
  }

  @Test
  void anUnknownTermIsNamed() {
    String text = LinkModelText.of(MODEL) + "\nfrequencies: {name: {shoe: {}}}\n";
    assertThatThrownBy(() -> LinkModelResource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown term shoe");
  }
}
