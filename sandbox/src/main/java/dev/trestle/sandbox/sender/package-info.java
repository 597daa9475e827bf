/**
 * Sends what the hospitals say over real MLLP connections, the way hospitals do: one connection for
 * each feed, one message at a time, and the same bytes again when no answer comes. Start with
 * {@link dev.trestle.sandbox.sender.HospitalSender}. No message is made here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.sender;
