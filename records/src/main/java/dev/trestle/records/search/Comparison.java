package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.index.FhirDates;
import dev.trestle.records.index.FhirDates.Span;

/**
 * A date with its prefix (R4 §3.1.1.4.6). Both sides are spans: {@code eq} asks that the searched
 * one holds the stored one.
 *
 * @param prefix how they compare
 * @param text the date without the prefix
 * @param span what it spans
 */
record Comparison(Prefix prefix, String text, Span span) {
  enum Prefix {
    EQ,
    GT,
    GE,
    LT,
    LE,
    SA,
    EB
  }

  static Comparison parse(String value) {
    Prefix prefix = Prefix.EQ;
    String text = value;
    if (value.length() > 2 && Character.isLetter(value.charAt(0))) {
      prefix = prefix(value.substring(0, 2));
      text = value.substring(2);
    }
    Span span =
        FhirDates.span(text)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID, "A date is written YYYY-MM-DDThh:mm:ssZ"));
    return new Comparison(prefix, text, span);
  }

  private static Prefix prefix(String text) {
    return switch (text) {
      case "eq" -> Prefix.EQ;
      case "gt" -> Prefix.GT;
      case "ge" -> Prefix.GE;
      case "lt" -> Prefix.LT;
      case "le" -> Prefix.LE;
      case "sa" -> Prefix.SA;
      case "eb" -> Prefix.EB;
      default ->
          throw new TrestleException(
              ProblemCode.NOT_SUPPORTED, "Dates are compared by eq, gt, ge, lt, le, sa and eb");
    };
  }

  boolean matches(Span stored) {
    boolean held =
        span.lowMicros() <= stored.lowMicros() && stored.highMicros() <= span.highMicros();
    return switch (prefix) {
      case EQ -> held;
      case GT -> stored.highMicros() > span.highMicros();
      case GE -> held || stored.highMicros() > span.highMicros();
      case LT -> stored.lowMicros() < span.lowMicros();
      case LE -> held || stored.lowMicros() < span.lowMicros();
      case SA -> stored.lowMicros() > span.highMicros();
      case EB -> stored.highMicros() < span.lowMicros();
    };
  }

  /** Where the stored span cannot end before; a bound for the index, not the answer. */
  long leastHighMicros() {
    return switch (prefix) {
      case EQ, GT, GE, SA -> span.lowMicros();
      case LT, LE, EB -> Long.MIN_VALUE;
    };
  }

  /** Where the stored span cannot begin after. */
  long greatestLowMicros() {
    return switch (prefix) {
      case EQ, LT, LE, EB -> span.highMicros();
      case GT, GE, SA -> Long.MAX_VALUE;
    };
  }

  @Override
  public String toString() {
    return "Comparison[" + prefix + "]";
  }
}
