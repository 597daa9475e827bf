package dev.trestle.orchestration.chart;

import java.time.Instant;

/**
 * What a reader of a chart must know.
 *
 * @param messages how many messages about the patients are not in the record
 * @param oldest when the oldest of them was received
 */
public record Incompleteness(int messages, Instant oldest) {}
