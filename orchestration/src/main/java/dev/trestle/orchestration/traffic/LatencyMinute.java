package dev.trestle.orchestration.traffic;

import java.time.Instant;

/**
 * How long the messages took that were settled in a minute, from being received.
 *
 * @param start of the minute
 * @param medianMillis half of them at most, up to a fifth more than it was
 * @param p99Millis 99 of 100 at most, up to a fifth more than it was
 */
public record LatencyMinute(Instant start, long medianMillis, long p99Millis) {}
