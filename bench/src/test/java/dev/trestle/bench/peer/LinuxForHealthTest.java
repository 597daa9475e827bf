package dev.trestle.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinuxForHealthTest {
  @Test
  void aLineHoldsMicrosecondsAndResources() {
    assertThat(LinuxForHealth.parse("7512.25 11")).contains(new LinuxForHealth.Speed(7_512.25, 11));
    assertThat(LinuxForHealth.parse("1.2345E7 3"))
        .contains(new LinuxForHealth.Speed(12_345_000, 3));
  }

  @Test
  void whatThePeerPrintsBesidesIsLeftOut() {
    assertThat(LinuxForHealth.parse("SLF4J: no binding found")).isEmpty();
    assertThat(LinuxForHealth.parse("")).isEmpty();
    assertThat(LinuxForHealth.parse("12 34 56")).isEmpty();
  }
}
