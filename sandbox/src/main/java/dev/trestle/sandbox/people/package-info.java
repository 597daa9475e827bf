/**
 * Synthetic people with distinctive made-up names: households, twins, newborns. Start with {@link
 * dev.trestle.sandbox.people.Population}. How hospitals know them is not decided here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.people;
