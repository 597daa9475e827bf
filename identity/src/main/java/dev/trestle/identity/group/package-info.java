/**
 * From pairs to people, without chains: {@link dev.trestle.identity.group.Grouping}. Knows numbers
 * only.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.group;
