package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.problem.ProblemCode;
import java.time.Instant;

/**
 * A message that could not go on. What category it is and what would help says its {@link #code}.
 *
 * @param seq its entry in the journal
 * @param source {@code mercy/adt}
 * @param type {@code ADT^A01}
 * @param code what went wrong
 * @param location where in the message: {@code PID-3[2].4}; empty for the whole
 * @param text one sentence without a value of the message
 * @param receivedAt time of the journal
 * @param openedAt when it failed first
 * @param attempts how often it was tried
 * @param waiting entries that wait for it; if it paused its source, all that the source holds
 */
public record OpenException(
    long seq,
    String source,
    String type,
    ProblemCode code,
    String location,
    String text,
    Instant receivedAt,
    Instant openedAt,
    int attempts,
    long waiting) {}
