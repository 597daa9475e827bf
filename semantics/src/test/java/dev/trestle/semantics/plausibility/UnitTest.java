package dev.trestle.semantics.plausibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units of UCUM: what they measure, and how one becomes another. */
class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "mg/dL, g/L, 100, 1",
    "mmol/L, umol/mL, 5, 5",
    "meq/L, mmol/L, 140, 140",
    "10*3/uL, 10*9/L, 7, 7",
    "10*3/uL, /uL, 7, 7000",
    "10^3/uL, {cells}/uL, 7, 7000",
    "U/L, ukat/L, 60, 1.0000",
    "[IU]/L, U/L, 3, 3",
    "m[IU]/L, u[IU]/mL, 4, 4",
    "mm[Hg], kPa, 7.50062, 1",
    "Cel, [degF], 37, 98.6",
    "%, 1, 45, 0.45",
    "[lb_av], kg, 100, 45.359237",
    "kg/m2, g/cm2, 10, 1",
    "/min, {beats}/min, 72, 72",
    "L/min, mL/s, 6, 100"
  })
  void aNumberInOneUnitIsOneInAnother(String from, String to, double number, double expected) {
    Unit one = Unit.of(from).orElseThrow();
    Unit other = Unit.of(to).orElseThrow();
    assertThat(one.dimension()).isEqualTo(other.dimension());
    double converted = (one.base(number) - other.base(0)) / (other.base(1) - other.base(0));
    assertThat(converted).isCloseTo(expected, within(1e-4 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "mg/dL, mmol/L",
    "mg/dL, mg",
    "/min, /uL",
    "%, Cel",
    "g/dL, g/L/s",
    "kg, cm",
    "mm[Hg], mm",
    "U/L, mmol/L"
  })
  void whatMeasuresAnotherThingHasAnotherDimension(String one, String other) {
    assertThat(Unit.of(one).orElseThrow().dimension())
        .isNotEqualTo(Unit.of(other).orElseThrow().dimension());
  }

  @Test
  void whatIsNotKnownIsNoUnit() {
    for (String text :
        new String[] {
          "",
          "/",
          "//",
          "mg//dL",
          "K/uL",
          "banana",
          "mg/",
          "Cel/min",
          "[degF]2",
          "{",
          "mg{x",
          "-",
          "m-",
          "m9999999999",
          "(mg)/dL",
          "x".repeat(50)
        }) {
      assertThat(Unit.of(text)).as(text).isEmpty();
    }
  }
}
