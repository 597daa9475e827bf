package dev.trestle.kernel.statement;

/**
 * Where one leaf of a value comes from.
 *
 * @param rule ordinal of the rule in the effective mapping of {@link Translation#mapping()}
 * @param start first byte of the leaf in the raw message, or -1 for a constant of the rule
 * @param length bytes
 */
public record Origin(int rule, int start, int length) {}
