package dev.trestle.orchestration.journal;

import java.time.Instant;

/**
 * Proof that an entry is committed.
 *
 * @param seq its sequence number
 * @param source number of the source in the database
 * @param receivedAt time of the journal, strictly increasing
 * @param duplicateOf sequence number of the first copy, or 0
 * @param sameIdOtherContent the control id was used before with other content
 */
public record Appended(
    long seq, int source, Instant receivedAt, long duplicateOf, boolean sameIdOtherContent) {}
