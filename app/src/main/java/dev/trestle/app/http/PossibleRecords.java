package dev.trestle.app.http;

import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells readers that other records may be about the same person and wait for a decision. Nothing of
 * those is mixed into what they read.
 */
final class PossibleRecords {
  static final String HEADER = "X-Trestle-Person";

  private PossibleRecords() {}

  /**
   * Adds the header where there is something to tell.
   *
   * @param pairs open reviews
   */
  static ResponseEntity.BodyBuilder header(ResponseEntity.BodyBuilder answer, int pairs) {
    return pairs == 0 ? answer : answer.header(HEADER, "undecided-pairs=" + pairs);
  }

  /** Fills an OperationOutcome (FHIR R4 issue-type {@code informational}). */
  static void outcome(ObjectNode outcome, int pairs) {
    outcome.put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "information")
        .put("code", "informational")
        .put(
            "diagnostics",
            (pairs == 1 ? "1 pair of records waits" : pairs + " pairs of records wait")
                + " for a decision whether they are one person; nothing of the other record is"
                + " here.");
  }
}
