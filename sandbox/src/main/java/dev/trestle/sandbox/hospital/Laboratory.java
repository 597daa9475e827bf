package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.hospital.LabOrder.Result;
import java.time.Instant;
import java.util.List;

/** Writes the ORU^R01 messages (HL7 v2.5.1 §7.3.1). */
final class Laboratory {
  private final FeedLine line;

  Laboratory(FeedLine line) {
    this.line = line;
  }

  /** OBR-25 and OBX-11 (HL7 tables 0123 and 0085). */
  enum Status {
    P,
    F,
    C
  }

  /**
   * Sends a report.
   *
   * @param results the lines it has, all or some of the order's
   * @param quirks what is odd about it
   */
  void report(
      Patient patient,
      LabOrder order,
      List<Result> results,
      Status status,
      Instant at,
      List<Quirk> quirks) {
    Draft draft = line.draft("ORU", "R01", "ORU_R01", at);
    draft.quirks.addAll(quirks);
    if (!patient.registered) {
      draft.quirks.add(Quirk.RESULT_FIRST);
    }
    if (patient.retired) {
      draft.quirks.add(Quirk.RETIRED_NUMBER);
    }
    if (status == Status.C) {
      draft.quirks.add(Quirk.CORRECTED);
    }
    PatientSegments.pid(draft, patient, order.visit(), false);
    if (order.visit() != null) {
      VisitSegments.pv1(draft, order.visit());
    }
    ResultSegments.order(draft, order, status);
    ResultSegments.results(draft, order, results, status);
    line.post(draft);
  }
}
