/**
 * What is known of a person, out of all their source records: for each element which value is shown
 * and why, and which others there are. A view: nothing is stored, so that a link taken apart leaves
 * nothing behind. The rules are data ({@code rules/golden.yaml}). Start with {@link
 * dev.trestle.identity.golden.GoldenRecord}. Pure: no clock, no database.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.golden;
