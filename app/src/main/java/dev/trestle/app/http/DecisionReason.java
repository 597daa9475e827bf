package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import org.jspecify.annotations.Nullable;

/** A decision of a person says why. */
final class DecisionReason {
  private DecisionReason() {}

  static String required(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "A decision needs a reason");
    }
    return reason;
  }
}
