package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions are meant; null is any.
 *
 * @param source {@code mercy/adt}
 * @param code what went wrong
 * @param location where in the message
 */
public record ExceptionFilter(
    @Nullable String source, @Nullable ProblemCode code, @Nullable String location) {
  public static final ExceptionFilter ALL = new ExceptionFilter(null, null, null);
}
