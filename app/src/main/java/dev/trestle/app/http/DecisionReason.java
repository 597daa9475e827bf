package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import org.jspecify.annotations.Nullable;

/** A decision of a person says why. */
public final class DecisionReason {
  private static final int LONGEST = 1_000;

  private DecisionReason() {}

  /**
   * The reason of a decision, without blanks around it.
   *
   * @throws TrestleException REQUEST_INVALID there is none, or it is too long
   */
  public static String required(@Nullable String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A decision needs a reason of at most " + LONGEST + " characters");
    }
    return text;
  }
}
