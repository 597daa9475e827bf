/**
 * How good a linking is, where the truth is known. Start with {@link
 * dev.trestle.identity.measure.Accuracy}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.measure;
