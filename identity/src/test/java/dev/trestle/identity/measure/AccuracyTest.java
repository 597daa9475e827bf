package dev.trestle.identity.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Figures that were worked out by hand. */
class AccuracyTest {
  @Test
  void pairsAndRecordsAreCounted() {
    // Found {0 1 2} {3} {4 5}, truly {0 1} {2 3} {4 5}.
    Accuracy accuracy = Accuracy.of(new int[] {0, 0, 0, 3, 4, 4}, new int[] {7, 7, 8, 8, 9, 9});
    assertThat(accuracy.precision()).isCloseTo(2 / 4.0, within(1e-9));
    assertThat(accuracy.recall()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(accuracy.f1()).isCloseTo(4 / 7.0, within(1e-9));
    assertThat(accuracy.bcubedPrecision())
        .isCloseTo((2 / 3.0 + 2 / 3.0 + 1 / 3.0 + 1 + 1 + 1) / 6, within(1e-9));
    assertThat(accuracy.bcubedRecall()).isCloseTo((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6, within(1e-9));
    assertThat(accuracy.mixedShare()).isCloseTo(1 / 2.0, within(1e-9));
  }

  @Test
  void recordsWithoutATruthAreLeftOut() {
    Accuracy accuracy = Accuracy.of(new int[] {0, 0, 0}, new int[] {5, Accuracy.UNKNOWN, 5});
    assertThat(accuracy.records()).isEqualTo(2);
    assertThat(accuracy.f1()).isEqualTo(1);
  }

  @Test
  void aProbabilityIsRightWhenSoManyAreTheSame() {
    Calibration good = new Calibration();
    Calibration bad = new Calibration();
    for (int i = 0; i < 100; i++) {
      good.add(0.8, i < 80);
      bad.add(0.98, i < 80);
      bad.add(0.001, false);
    }
    assertThat(good.error()).isCloseTo(0, within(1e-9));
    assertThat(bad.error()).isCloseTo(0.18, within(1e-9));
  }
}
