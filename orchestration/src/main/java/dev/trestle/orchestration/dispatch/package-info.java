/**
 * Decides which entry may run: the lowest unsettled one of every key it has. Start with {@link
 * dev.trestle.orchestration.dispatch.Dispatcher}. It reads the journal in sequence and keeps chains
 * of keys in memory; it never writes records.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.dispatch;
