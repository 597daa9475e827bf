package dev.trestle.sandbox.registration;

/** How a second registration of a person differs from the person. */
public enum Variation {
  /** Two neighbouring letters of the family name are exchanged. */
  FAMILY_TYPO,
  /** Bill for William. */
  NICKNAME,
  /** Registered before the marriage. */
  MAIDEN_NAME,
  /** Both family names with a hyphen. */
  HYPHENATED,
  /** Day and month of birth exchanged. */
  MONTH_DAY_SWAPPED,
  /** A neighbouring day of birth. */
  BIRTH_DAY_OFF,
  /** The given name is an initial only. */
  GIVEN_INITIAL,
  /** Given and family name exchanged. */
  NAMES_SWAPPED,
  /** No social security number. */
  NO_SSN,
  /** One digit of the social security number differs. */
  SSN_DIGIT,
  /** The address and telephone before moving. */
  OLD_ADDRESS,
  /** Marks on letters are lost. */
  PLAIN_LETTERS,
  /** No middle name, no suffix, no mobile telephone. */
  SPARSE
}
