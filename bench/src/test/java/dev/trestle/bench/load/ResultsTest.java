package dev.trestle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Site SITE = DemoSite.site(0);
  private static final List<Source> MERCY = DemoSite.healthSystem(Hospitals.mercy()).sources();

  @Test
  void aReportBelongsToThePatientAndVisitOfTheAdmission() throws IOException {
    List<ResourceKey> admission = translated(Admissions.message(7, 7), 0).keys();
    List<ResourceKey> report = translated(Results.message(7, 99), 1).keys();
    assertThat(report)
        .filteredOn(key -> key.type().equals("Patient") || key.type().equals("Encounter"))
        .hasSize(2)
        .isSubsetOf(admission);
    assertThat(report).hasSize(Preload.RESOURCES_A_PATIENT - 6 + 2);
  }

  @Test
  void everythingInTheMessagesIsUnderstood() throws IOException {
    assertThat(translated(Admissions.message(7, 7), 0).findings()).isEmpty();
    assertThat(translated(Admissions.update(7, 99), 0).findings()).isEmpty();
    assertThat(translated(Results.message(7, 99), 1).findings()).isEmpty();
  }

  private static Translation translated(byte[] message, int source) throws IOException {
    return new MappingTranslator(BaseMappingsResource.base())
        .translate(message, MERCY.get(source), SITE);
  }
}
