package dev.trestle.orchestration.chart;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a chart must know.
 *
 * @param isUnknown so many messages are not applied that nobody knows whether some are about the
 *     patients
 * @param messages how many messages about the patients are not in the record
 * @param since when the oldest of them was received; null without any
 * @param doubtful how many messages under the patients' numbers may be about another person: what
 *     they say of the patient is held, the rest of them is in the record
 */
public record Incompleteness(
    boolean isUnknown, int messages, @Nullable Instant since, int doubtful) {
  /** When the oldest message was received that is not in the record. */
  public Optional<Instant> oldest() {
    return Optional.ofNullable(since);
  }
}
