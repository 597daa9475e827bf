package dev.trestle.app.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a feed that somebody wants as a file: the last ones, those of a period, or those
 * about one patient.
 *
 * @param source {@code mercy/adt}
 * @param last how many; or null
 * @param from received at or after; with {@code to}
 * @param to received before
 * @param patient {@code Patient/ID}, or a number of the patient, {@code 4711} or {@code
 *     4711^^^HOSP}; or null
 * @param receiver where the caller sends them on to, {@code host:port}; or null. For the record
 *     only
 * @param reason why
 */
public record ExportRequest(
    @Nullable String source,
    @Nullable Long last,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String patient,
    @Nullable String receiver,
    @Nullable String reason) {}
