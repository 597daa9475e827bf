package dev.trestle.sandbox.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.hospital.Hospital;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoSiteTest {
  private final Site site = DemoSite.site(2575);
  private final Listener listener = site.listeners().get(0);

  @Test
  void everyMessageOfEveryHospitalFindsItsSource() {
    for (Hospital hospital : Sandbox.of(5, 500).hospitals()) {
      hospital
          .messages()
          .limit(500)
          .forEach(
              message -> {
                String[] msh =
                    new String(message.bytes(), StandardCharsets.ISO_8859_1).split("\\|", 5);
                assertThat(site.sourceOn(listener, msh[2], msh[3]).name())
                    .isEqualTo(message.feed());
              });
    }
  }

  @Test
  void aStrangerIsTakenByTheCatchAllSource() {
    assertThat(site.sourceOn(listener, "OTHER", "ELSEWHERE").name()).isEqualTo(DemoSite.CATCH_ALL);
  }

  @Test
  void theLaboratoryThatStripsZerosMeansTheSameRecord() {
    Authority mrn = site.healthSystem("mercy").orElseThrow().authority("MERCYMRN").orElseThrow();
    assertThat(mrn.normalise("00120041")).isEqualTo(mrn.normalise("120041"));
  }

  @Test
  void theListenerSpeaksTlsOnThePortAskedFor() {
    assertThat(listener.port()).isEqualTo(2575);
    assertThat(listener.tls()).isTrue();
    assertThat(site.version()).matches("[0-9a-f]{64}").isEqualTo(DemoSite.site(2575).version());
    assertThat(site.version()).isNotEqualTo(DemoSite.site(2576).version());
  }
}
