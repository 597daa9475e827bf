package dev.trestle.app.console.feed;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.intake.IncidentStore;
import java.time.Instant;

/** What did not become a message, of one kind on one listener. */
record Incident(String listener, ProblemCode code, long count, Instant last) {
  static Incident of(IncidentStore.OnListener counted) {
    return new Incident(
        counted.listener(),
        ProblemCode.of(counted.code()).orElse(ProblemCode.DEFECT_INTERNAL),
        counted.count(),
        counted.last());
  }
}
