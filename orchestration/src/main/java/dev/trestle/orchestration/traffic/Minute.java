package dev.trestle.orchestration.traffic;

import java.time.Instant;

/**
 * A minute of one source, or of all together.
 *
 * @param source {@code mercy/adt}, or empty for all
 * @param start of the minute
 * @param received messages journaled
 * @param settled messages settled, whatever the outcome
 * @param exceptions messages that became an exception
 */
public record Minute(String source, Instant start, int received, int settled, int exceptions) {}
