package dev.trestle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CohortTest {
  @Test
  void everyPatientIsOfTheCohortAndEachHasATurn() {
    Cohort cohort = new Cohort(1_000, 50);
    assertThat(LongStream.range(0, 50).map(cohort::patient).distinct().boxed().toList())
        .hasSize(50)
        .allMatch(patient -> patient >= 1_000 && patient < 1_050);
    assertThat(cohort.patient(Long.MAX_VALUE)).isBetween(1_000L, 1_049L);
    assertThat(new Cohort(0, 0).isEmpty()).isTrue();
  }
}
