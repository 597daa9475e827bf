/**
 * Links as appended decisions. A person is a view over linked source records; no clinical row is
 * ever rewritten. Start with {@link dev.trestle.identity.link.LinkStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.link;
