package dev.trestle.identity.read;

import dev.trestle.identity.people.People;

/**
 * A file that was read.
 *
 * @param table everybody
 * @param truth who each truly is, a number for each person, in the order of the table; empty when
 *     it was not asked for; {@code Accuracy.UNKNOWN} where it is blank
 * @param findings what was odd
 */
public record Loaded(People table, int[] truth, Findings findings) {}
