package dev.trestle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
  private static final int MESSAGES = 10_000;

  @Test
  void anAdmissionIsAboutOneKilobyteAndLikeNoOther() {
    assertThat(Admissions.message(1, 1)).hasSizeBetween(950, 1_150);
    assertThat(Admissions.message(1, 1)).isNotEqualTo(Admissions.message(1, 2));
  }

  @Test
  void theShareOfNewPatientsIsTheOneAskedFor() {
    assertThat(distinctPatients(1)).isEqualTo(MESSAGES);
    assertThat(distinctPatients(0.3)).isBetween(2_990, 3_010);
  }

  @Test
  void numbersGoOnFromOneLotToTheNext() {
    AtomicLong next = new AtomicLong();
    Admissions admissions = new Admissions(next, 1);
    admissions.count(3).forEachRemaining(message -> {});
    assertThat(next).hasValue(3);
    assertThat(admissions.count(1).next()).isEqualTo(Admissions.message(3, 3));
  }

  private static int distinctPatients(double newPatients) {
    Set<String> patients = new HashSet<>();
    Iterator<byte[]> messages = new Admissions(new AtomicLong(), newPatients).count(MESSAGES);
    while (messages.hasNext()) {
      String text = new String(messages.next(), StandardCharsets.UTF_8);
      patients.add(text.split("PID\\|1\\|\\|")[1].substring(0, 8));
    }
    return patients.size();
  }
}
