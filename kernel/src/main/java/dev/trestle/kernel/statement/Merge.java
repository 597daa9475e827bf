package dev.trestle.kernel.statement;

/**
 * A merge of source records as the source decided it (A40): the retired record is the same person
 * as the survivor.
 *
 * @param survivor index of the Patient in {@link Translation#keys()}
 * @param retired index of the Patient in {@link Translation#keys()}
 * @param timeMicros statement time
 */
public record Merge(int survivor, int retired, long timeMicros) {}
