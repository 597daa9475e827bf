/**
 * Values that are the same in every message: made once and shared. Start with {@link
 * dev.trestle.semantics.fixed.FixedCoding}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.fixed;
