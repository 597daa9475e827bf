package dev.trestle.app.impact;

import java.time.Instant;

/**
 * An answer that held data of a touched patient after it had been touched.
 *
 * @param number of the event; where the next page begins
 * @param actor who got it
 * @param action as in the audit
 * @param type FHIR type that was asked for, empty for none
 * @param patients touched ones in the answer
 */
public record ReadRow(
    long number, Instant at, String actor, String action, String type, int patients) {}
