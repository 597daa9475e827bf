package dev.trestle.identity.link;

import java.time.Instant;

/**
 * Two source records that are one person at present.
 *
 * @param id number of the decision that stands
 * @param at when it was taken
 * @param survivorRid internal number of the Patient that goes on
 * @param retiredRid internal number of the Patient whose identifiers retired
 * @param seq journal entry of the merge, or 0 when a person decided
 * @param actor source or person
 * @param reason why
 */
public record Link(
    long id,
    Instant at,
    long survivorRid,
    long retiredRid,
    long seq,
    String actor,
    String reason) {}
