/**
 * One message through a plan: which segments belong together, which resources they name, what the
 * rules say of them, where each leaf went. Start with {@link
 * dev.trestle.semantics.mapping.run.MessageRun}. Pure: no clock, no I/O, no state between messages.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.run;
