package dev.trestle.app.http;

import dev.trestle.orchestration.chart.Incompleteness;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells readers of a chart that messages about its patient were received and are not in it (DESIGN
 * §4 "Failing"), or that what is in it may be of another person (an overlay alarm that nobody
 * settled): as a header in every answer, and as an OperationOutcome in a bundle.
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
    List<String> parts = new ArrayList<>();
    if (known.isUnknown()) {
      parts.add("unknown");
    }
    known
        .oldest()
        .ifPresent(
            oldest ->
                parts.add(
                    "incomplete; messages="
                        + known.messages()
                        + "; oldest="
                        + oldest.truncatedTo(ChronoUnit.SECONDS)));
    if (known.doubtful() > 0) {
      parts.add("another-person; messages=" + known.doubtful());
    }
    return String.join(", ", parts);
  }

  /** Fills an OperationOutcome (FHIR R4 issue-types {@code incomplete}, {@code conflict}). */
  static void outcome(ObjectNode outcome, Incompleteness known) {
    outcome.put("resourceType", "OperationOutcome");
    ArrayNode issues = outcome.putArray("issue");
    if (known.isUnknown() || known.messages() > 0) {
      issues
          .addObject()
          .put("severity", "information")
          .put("code", "incomplete")
          .put("diagnostics", missing(known));
    }
    if (known.doubtful() > 0) {
      issues
          .addObject()
          .put("severity", "warning")
          .put("code", "conflict")
          .put("diagnostics", doubtful(known));
    }
  }

  private static String missing(Incompleteness known) {
    return known
        .oldest()
        .map(
            oldest ->
                messages(known.messages())
                    + " about this patient "
                    + (known.messages() == 1 ? "is" : "are")
                    + " not in this record, the oldest received "
                    + MINUTES.format(oldest)
                    + ".")
        .orElse("Very many messages are not applied; some may be about this patient.");
  }

  /** What a clinician must know of it: results may be somebody else's. */
  private static String doubtful(Incompleteness known) {
    return messages(known.doubtful())
        + " under this patient's number may be about another person: what "
        + (known.doubtful() == 1 ? "it says" : "they say")
        + " of the patient is held back, visits and results of "
        + (known.doubtful() == 1 ? "it" : "them")
        + " are in this record.";
  }

  private static String messages(int count) {
    return count + (count == 1 ? " message" : " messages");
  }
}
