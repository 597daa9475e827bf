/**
 * Links a whole file of people at once: blocks, training, scoring, groups. {@link
 * dev.trestle.identity.offline.Linking} is the way from a table to entities; it needs no storage
 * and can be used alone.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.offline;
