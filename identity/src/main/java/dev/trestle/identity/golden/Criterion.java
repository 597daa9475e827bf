package dev.trestle.identity.golden;

import java.util.Locale;

/** What decides between two values of an element, in the order that a rule names. */
public enum Criterion {
  /** A person verified it. */
  VERIFIED,
  /** It is no placeholder: not 1900-01-01, not BABY BOY. */
  KNOWN,
  /** Its record stands for somebody: neither retired by a merge, nor an alias or a test. */
  STANDING,
  /** The authority of the statement that set it (DESIGN "Who may say what"). */
  AUTHORITY,
  /** When it was last said. */
  RECENCY,
  /** How many of the person's records have it. */
  FREQUENCY,
  /** How much it says: a whole address rather than a city. */
  COMPLETENESS;

  /** As rules and answers write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
