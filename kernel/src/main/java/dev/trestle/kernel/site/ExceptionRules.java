package dev.trestle.kernel.site;

import dev.trestle.kernel.problem.ProblemCategory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Whose work an exception is, by the category of its problem.
 *
 * @param said what the site says; a category that is absent has its standard
 */
public record ExceptionRules(Map<ProblemCategory, Rule> said) {
  /** The standard for all. */
  public static final ExceptionRules STANDARD = new ExceptionRules(Map.of());

  public ExceptionRules {
    said = Map.copyOf(said);
  }

  /**
   * Of one category.
   *
   * @param owner whose work it is; empty: nobody's in particular
   * @param deadline how long an exception may stay open
   * @param runbook what to do: a text or the address of one; empty: nothing is written
   */
  public record Rule(String owner, Duration deadline, String runbook) {
    /** What holds where the site says nothing. */
    public static Rule standard(ProblemCategory category) {
      return new Rule("", standardDeadline(category), "");
    }
  }

  public Rule of(ProblemCategory category) {
    return Objects.requireNonNullElseGet(said.get(category), () -> Rule.standard(category));
  }

  private static Duration standardDeadline(ProblemCategory category) {
    return switch (category) {
      case IDENTITY, DEFECT -> Duration.ofHours(4);
      case INFRASTRUCTURE -> Duration.ofHours(1);
      case TRANSPORT, DATA, CONFIGURATION, REQUEST -> Duration.ofDays(1);
    };
  }
}
