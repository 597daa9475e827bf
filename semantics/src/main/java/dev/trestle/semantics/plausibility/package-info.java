/**
 * What cannot be true in a message: units that no result of that code has, numbers beyond what was
 * ever measured, dates that contradict each other, codes of the other sex. The rules are a file of
 * facts; a site changes them, for all or for one source. Start with {@link
 * dev.trestle.semantics.plausibility.Plausibility}. Pure: only what one message says is looked at,
 * and nothing is ever changed.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.plausibility;
