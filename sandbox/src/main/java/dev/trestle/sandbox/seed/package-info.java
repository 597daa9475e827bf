/**
 * Determinism: draws from a seed, and the small lists that are drawn from. Start with {@link
 * dev.trestle.sandbox.seed.Draw}. Nothing here knows people or messages.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.seed;
