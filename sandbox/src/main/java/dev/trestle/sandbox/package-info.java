/**
 * Simulated hospitals for demonstrations, tests and benchmarks: synthetic people, the hospitals
 * that know them under their own numbers and spellings, the HL7 v2 messages they send, and a sender
 * that puts those on real TLS sockets.
 *
 * <p>Start reading with {@link dev.trestle.sandbox.Sandbox}. Everything but the sender is a pure
 * function of a seed and a virtual start time: no clock, no default zone, locale or charset may
 * reach the content of a message.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox;
