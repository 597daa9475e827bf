package dev.trestle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void figuresAreWrittenAlikeInEveryLocale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Figures.whole(12_345.6)).isEqualTo("12,346");
      assertThat(Figures.tenths(1.25)).isEqualTo("1.3");
      assertThat(Figures.millis(Duration.ofNanos(12_340_000))).isEqualTo("12.3 ms");
      assertThat(Figures.percent(0.615)).isEqualTo("62 %");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void theMedianIsOneOfTheValues() {
    assertThat(Figures.median(3, 1, 2)).isEqualTo(2);
    assertThat(Figures.median(4, 1, 3, 2)).isEqualTo(2);
  }

  @Test
  void aMissedBudgetSaysByHowMuch() {
    assertThat(Figures.atLeast(0.6, 0.6)).isEqualTo("met");
    assertThat(Figures.atLeast(0.3, 0.6)).isEqualTo("**missed by 50 %**");
    assertThat(Figures.atMost(2_000, 2_000)).isEqualTo("met");
    assertThat(Figures.atMost(3_000, 2_000)).isEqualTo("**over by 50 %**");
    assertThat(Figures.atMost(40_000, 2_000)).isEqualTo("**20 times the budget**");
  }
}
