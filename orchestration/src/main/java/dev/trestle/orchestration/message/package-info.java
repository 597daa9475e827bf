/**
 * Messages and what became of each, for people who look for one. Reads only; no patient data but
 * through keyed hashes. Start with {@link dev.trestle.orchestration.message.MessageStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.message;
