/**
 * From two rows to a probability: {@link dev.trestle.identity.score.Comparer} finds the levels,
 * {@link dev.trestle.identity.score.Scorer} adds up what they say. No storage, no files; a pure
 * function of the table and the parameters.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.score;
