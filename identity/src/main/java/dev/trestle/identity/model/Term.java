package dev.trestle.identity.model;

/** Of what a level counts the frequency: agreement on something rare says more. */
public enum Term {
  /** The level says the same whatever the value. */
  NONE,
  /** The value as a whole; of a name: given and family name together. */
  VALUE,
  FAMILY,
  GIVEN,
  STREET,
  ZIP,
  CITY
}
