package dev.trestle.sandbox.census;

/** What makes somebody hard to tell from others, or to know again. */
public enum HardCase {
  /** One of two who were born together and live together. */
  TWIN,
  /** Father and son of one name. */
  SAME_NAME_IN_FAMILY,
  /** Registered on the day of birth, without a name. */
  NEWBORN,
  /** Lives where many others do, with one address and one telephone. */
  FACILITY,
  /** Has another family name than once. */
  MARRIED,
  /** Lives elsewhere than once. */
  MOVED,
  /** Has a name that is written in several ways. */
  TRANSLITERATED
}
