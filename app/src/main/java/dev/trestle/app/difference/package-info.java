/**
 * What two lists, or two resources, say otherwise. Start with {@link
 * dev.trestle.app.difference.ElementDifference}. Pure; knows nothing of pages and stores.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.difference;
