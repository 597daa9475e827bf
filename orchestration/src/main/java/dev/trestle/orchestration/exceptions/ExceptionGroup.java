package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.problem.ProblemCode;
import java.time.Instant;

/**
 * Open exceptions of one cause: one source, one code, one location.
 *
 * @param count how many there are
 * @param first the lowest entry
 * @param oldest when the first of them failed
 */
public record ExceptionGroup(
    String source, ProblemCode code, String location, long count, long first, Instant oldest) {}
