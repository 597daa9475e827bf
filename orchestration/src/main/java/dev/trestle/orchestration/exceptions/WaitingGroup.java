package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.problem.ProblemCode;
import java.time.Instant;
import java.util.Optional;

/**
 * Messages that wait for the same.
 *
 * @param waitsFor the entry they wait for; 0: their source is stopped or paused
 * @param source of that entry, or theirs: {@code mercy/adt}
 * @param code why that entry could not go on; empty when it is being tried, or for a source
 * @param location where
 * @param count how many wait
 * @param oldest when the first of them was received
 */
public record WaitingGroup(
    long waitsFor,
    String source,
    Optional<ProblemCode> code,
    String location,
    long count,
    Instant oldest) {}
