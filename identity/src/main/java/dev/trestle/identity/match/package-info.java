/**
 * Whether two Patients may be the same person: pure functions of what they say. A Patient becomes a
 * subject, two of them an {@link dev.trestle.identity.match.Assessment}. Levels, weights,
 * thresholds and placeholders are those of the linking of files (rules/identity.yaml). Start with
 * {@link dev.trestle.identity.match.Comparison}. No clock, no database.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.match;
