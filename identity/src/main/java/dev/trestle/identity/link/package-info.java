/**
 * Links as appended decisions, and the persons that follow from them. A person is a view over
 * linked source records; no clinical row is ever rewritten. Start with {@link
 * dev.trestle.identity.link.LinkStore}; which links are made is worked out in {@link
 * dev.trestle.identity.link.Partition}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.link;
