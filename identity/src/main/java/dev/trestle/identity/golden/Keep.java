package dev.trestle.identity.golden;

/** How many values of an element a person has. */
enum Keep {
  ONE,
  /** One for each {@code use}: of extensions, for each {@code url}. */
  ONE_PER_USE,
  /** Every different one. */
  ALL
}
