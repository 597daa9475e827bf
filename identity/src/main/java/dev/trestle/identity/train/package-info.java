/**
 * Fits the parameters to a file without labels: {@link dev.trestle.identity.train.Expectation}
 * finds the shares of one person from patterns of agreement, {@link
 * dev.trestle.identity.train.Strangers} those of strangers. Deterministic.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.train;
