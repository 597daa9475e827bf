package dev.trestle.orchestration.chart;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message that was received and is in nobody's chart.
 *
 * @param seq its journal entry
 * @param receivedAt when it came
 * @param patients naming-key hashes of the patients it names
 */
record Gap(long seq, Instant receivedAt, List<UUID> patients) {
  Gap {
    patients = List.copyOf(patients);
  }
}
