package dev.trestle.semantics.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A field for codes can hold whatever somebody typed: what of it may be told. */
class CodeCountsTest {
  private final CodeCounts codes = new CodeCounts();

  @Test
  void aCodeOfTheTableIsToldAsOftenAsItCame() {
    codes.add("F", true, 1);
    assertThat(codes.told().told()).containsExactly(new CodeCounts.Code("F", 1, true));
    assertThat(codes.told().unmapped()).isZero();
  }

  @Test
  void anotherCodeIsToldFromTenMessagesOfTenPatientsOn() {
    for (int patient = 0; patient < 9; patient++) {
      codes.add("X9", false, patient);
      codes.add("X9", false, patient);
    }
    assertThat(codes.told().told()).isEmpty();
    assertThat(codes.told().others()).isEqualTo(18);
    codes.add("X9", false, 9);
    assertThat(codes.told().told()).containsExactly(new CodeCounts.Code("X9", 19, false));
    assertThat(codes.told().unmapped()).isEqualTo(19);
  }

  @Test
  void whatOnePatientSentAgainAndAgainIsNotTold() {
    for (int message = 0; message < 100; message++) {
      codes.add("KUNIGUNDE", false, 4711);
    }
    assertThat(codes.told().told()).isEmpty();
    assertThat(codes.told().unmapped()).isEqualTo(100);
  }

  @Test
  void whatIsNoCodeIsNeverTold() {
    for (int patient = 0; patient < 100; patient++) {
      codes.add("ask her sister", false, patient);
      codes.add("x".repeat(21), false, patient);
    }
    assertThat(codes.told().told()).isEmpty();
    assertThat(codes.told().others()).isEqualTo(200);
  }

  @Test
  void codesThatAreCountedOneByOneAreBounded() {
    for (int code = 0; code < 5_000; code++) {
      codes.add("c" + code, false, code);
    }
    assertThat(codes.told().others()).isEqualTo(5_000);
  }

  @Test
  void aFormHidesLettersAndTheirNumber() {
    assertThat(Formats.form("19610203")).isEqualTo("9(8)");
    assertThat(Formats.form("MÜLLER-LÜDENSCHEIDT 42")).isEqualTo("A-A 9(2)");
    assertThat(Formats.form("\u5c71\u7530  \u592a\u90ce")).isEqualTo("A A");
    assertThat(Formats.form("555-0100")).isEqualTo("9(3)-9(4)");
    assertThat(Formats.form("-".repeat(100))).hasSize(41).endsWith("…");
  }

  @Test
  void aFormIsToldFromTenValuesOn() {
    Formats formats = new Formats();
    for (int i = 0; i < 9; i++) {
      formats.add("A" + i);
    }
    assertThat(formats.most(3)).isEmpty();
    formats.add("B7");
    assertThat(formats.most(3)).containsExactly(new Formats.Form("A9(1)", 10));
  }
}
