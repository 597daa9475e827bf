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
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Site SITE = DemoSite.site(0);
  private static final List<Source> MERCY = DemoSite.healthSystem(Hospitals.mercy()).sources();

  /** Resources of an admission that are no other patient's too. */
  private static final int OF_ADMISSION = 6;

  /** What a report speaks of too: the place is that of PV1-3. */
  private static final Set<String> OF_BOTH = Set.of("Patient", "Encounter", "Location");

  @Test
  void aReportBelongsToThePatientAndVisitOfTheAdmission() throws IOException {
    List<ResourceKey> admission = translated(Admissions.message(7, 7), 0).keys();
    List<ResourceKey> report = translated(Results.message(7, 99), 1).keys();
    assertThat(report)
        .filteredOn(key -> OF_BOTH.contains(key.type()))
        .hasSize(OF_BOTH.size())
        .isSubsetOf(admission);
    assertThat(report).hasSize(Preload.RESOURCES_A_PATIENT - OF_ADMISSION + OF_BOTH.size());
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
