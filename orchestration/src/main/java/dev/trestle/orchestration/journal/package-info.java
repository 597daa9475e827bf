/**
 * The durable log of everything received. Start with {@link
 * dev.trestle.orchestration.journal.Appender}. Rows of the journal are never updated.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.journal;
