/**
 * Codes that stand in no table, by source and table, with how often and when they came: what
 * somebody has to map. Counted in the transaction that settles a message, so each is counted once.
 * Start with {@link dev.trestle.orchestration.code.UnmappedCountStore}; ADR 38.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.code;
