/**
 * The clinical sign-off of a mapping: a pack of stored messages that shows every rule that says
 * something, each beside a readable chart, and what people decided about each (ADR 88).
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.signoff;
