package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.oru;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.record.ChartSizes.Chart;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.records.read.ChartReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How big a chart is and when it was used last, without opening it. */
class ChartReaderTest {
  private final Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1");
  private final ResourceKey berta = patient("MR:2");

  @Test
  void findingsCountAndVisitsSayWhenSomebodyWasThere() {
    records.apply(result(anna, "O1").entry(1));
    records.apply(result(anna, "O2").entry(2));
    records.apply(visit(berta, "2031-02-03T10:00:00Z").entry(3));
    List<Long> rids = records.longs("select rid from resource where rid = patient_rid order by 1");
    assertThat(rids).hasSize(2);
    var charts = new ChartReader(records.database.dataSource()).of(rids);
    Chart first = Objects.requireNonNull(charts.get(rids.get(0)));
    Chart second = Objects.requireNonNull(charts.get(rids.get(1)));
    assertThat(first.clinical()).as("a specimen or a visit is none").isEqualTo(2);
    assertThat(second.clinical()).isZero();
    assertThat(first.lastActive())
        .isBetween(Records.NOW.minusSeconds(1), Records.NOW.plusSeconds(60));
    assertThat(second.lastActive()).isEqualTo(Instant.parse("2031-02-03T10:00:00Z"));
    assertThat(new ChartReader(records.database.dataSource()).of(List.of(99L))).isEmpty();
  }

  private static Say result(ResourceKey patient, String order) {
    Say say = oru(10);
    String of = "{'reference':'key:" + say.key(patient) + "'}";
    return say.about(ofPatient(patient, "Specimen", order), slot("subject", of))
        .about(ofPatient(patient, "Observation", order), slot("subject", of));
  }

  private static Say visit(ResourceKey patient, String began) {
    Say say = adt(11);
    String of = "{'reference':'key:" + say.key(patient) + "'}";
    return say.about(
        ofPatient(patient, "Encounter", "V1"),
        slot("subject", of),
        slot("period", "{'start':'" + began + "'}"));
  }
}
