package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Translation;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final MappingTranslator translator = new MappingTranslator(ClasspathMappings.base());

  @Test
  void anAdmissionIsAPatientAndAVisitInProgress() {
    Translation translation =
        translator.translate(
            Feeds.message(
                "MSH|^~\\&|ADT|MERCY|||20260105080102||ADT^A01^ADT_A01|1|P|2.5.1",
                "EVN||202601050801",
                "PID|1||00123^^^MERCY^MR||DOE^JANE^Q||19800229|F|||1 MAIN ST^^SPRINGFIELD^IL^62701||(217)555-0100",
                "PV1|1|I|4E^401^1^MERCY||||1234^WELBY^MARCUS^^^DR^^^NPI|||||||||||V77|||||||||||||||||||||||||20260105075500"),
            Feeds.ADT,
            Feeds.SITE);
    System.out.println(BundleRenderer.bundle(translation, Feeds::id).toPrettyString());
    System.out.println(translation.accounting() + " " + translation.findings());
    assertThat(translation.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(translation.accounting().closes()).isTrue();
  }
}
