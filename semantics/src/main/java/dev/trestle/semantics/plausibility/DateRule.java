package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Validation;
import org.jspecify.annotations.Nullable;

/**
 * On which side of another day a date stands.
 *
 * @param than the other day
 * @param before whether it may not be before it; else not after it
 * @param days that it may be on the wrong side
 * @param severity what becomes of the message, or null: as the source says
 */
record DateRule(
    String id, String says, Than than, boolean before, long days, @Nullable Validation severity)
    implements Rule {
  /** Days that a date is held against. */
  enum Than {
    BIRTH,
    DEATH,
    MESSAGE
  }

  /** Whether it is on the wrong side, whatever days of the two are meant. */
  boolean isBroken(DayRange date, DayRange other) {
    return before ? date.last() < other.first() - days : date.first() > other.last() + days;
  }
}
