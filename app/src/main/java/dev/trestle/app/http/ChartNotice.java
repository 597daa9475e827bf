package dev.trestle.app.http;

import dev.trestle.orchestration.chart.Incompleteness;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells readers of a chart that messages about its patient were received and are not in it (DESIGN
 * §4 "Failing"): as a header in every answer, and as an OperationOutcome in a bundle.
 */
final class ChartNotice {
  static final String HEADER = "X-Trestle-Chart";
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private ChartNotice() {}

  static ResponseEntity.BodyBuilder header(
      ResponseEntity.BodyBuilder answer, Optional<Incompleteness> incompleteness) {
    return incompleteness.map(known -> answer.header(HEADER, value(known))).orElse(answer);
  }

  private static String value(Incompleteness known) {
    return known.messages() == 0
        ? "unknown"
        : "incomplete; messages="
            + known.messages()
            + "; oldest="
            + known.oldest().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Fills an OperationOutcome (FHIR R4 issue-type {@code incomplete}). */
  static void outcome(ObjectNode outcome, Incompleteness known) {
    outcome.put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "information")
        .put("code", "incomplete")
        .put("diagnostics", text(known));
  }

  private static String text(Incompleteness known) {
    if (known.messages() == 0) {
      return "Very many messages are not applied; some may be about this patient.";
    }
    return known.messages()
        + (known.messages() == 1 ? " message" : " messages")
        + " about this patient "
        + (known.messages() == 1 ? "is" : "are")
        + " not in this record, the oldest received "
        + MINUTES.format(known.oldest())
        + ".";
  }
}
