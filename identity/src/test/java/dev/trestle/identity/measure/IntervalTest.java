package dev.trestle.identity.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against published values. */
class IntervalTest {
  @Test
  void exactEndsAreThoseOfClopperAndPearson() {
    Interval few = Interval.exact(1, 10);
    assertThat(few.lower()).isEqualTo(0.00253, within(0.00001));
    assertThat(few.upper()).isEqualTo(0.44502, within(0.00001));
    assertThat(Interval.exact(0, 100).upper()).isEqualTo(0.03622, within(0.00001));
    assertThat(Interval.exact(0, 100).lower()).isZero();
    assertThat(Interval.exact(100, 100).lower()).isEqualTo(0.96378, within(0.00001));
    assertThat(Interval.exact(100, 100).upper()).isEqualTo(1);
    Interval many = Interval.exact(500, 1_000_000);
    assertThat(many.lower()).isEqualTo(0.000457, within(0.000002));
    assertThat(many.upper()).isEqualTo(0.000546, within(0.000002));
  }

  @Test
  void wilsonIsWhatItIsElsewhere() {
    Interval half = Interval.wilson(5, 10);
    assertThat(half.lower()).isEqualTo(0.2366, within(0.0001));
    assertThat(half.upper()).isEqualTo(0.7634, within(0.0001));
    Interval all = Interval.wilson(20, 20);
    assertThat(all.lower()).isEqualTo(0.8389, within(0.0001));
    assertThat(all.upper()).isEqualTo(1, within(1e-9));
  }

  @Test
  void nothingSeenSaysNothing() {
    assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 0, 0, 1));
    assertThat(Interval.exact(0, 0)).isEqualTo(new Interval(0, 0, 0, 1));
  }
}
