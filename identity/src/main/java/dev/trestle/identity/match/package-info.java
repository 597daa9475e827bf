/**
 * Whether two Patients may be the same person: pure functions of what they say. A Patient becomes
 * {@link dev.trestle.identity.match.Traits}, two of them an {@link
 * dev.trestle.identity.match.Assessment}. The weights, thresholds and placeholders are data
 * (model.yaml). Start with {@link dev.trestle.identity.match.Comparison}. No clock, no database.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.match;
