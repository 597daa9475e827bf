package dev.trestle.kernel.site;

/**
 * How long is kept what is not kept for ever.
 *
 * @param auditYears events of the audit, at least {@link #LEAST_AUDIT_YEARS}
 */
public record Retention(int auditYears) {
  /** Six years (45 CFR 164.316(b)(2)(i)). */
  public static final int LEAST_AUDIT_YEARS = 6;

  public static final int MOST_AUDIT_YEARS = 100;

  /** What holds where the site says nothing. */
  public static final Retention STANDARD = new Retention(LEAST_AUDIT_YEARS);
}
