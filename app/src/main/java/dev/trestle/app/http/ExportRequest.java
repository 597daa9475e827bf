package dev.trestle.app.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a feed that somebody wants as a file: the last ones, or those of a period.
 *
 * @param source {@code mercy/adt}
 * @param last how many; or null with a period
 * @param from received at or after; with {@code to}
 * @param to received before
 * @param reason why
 */
public record ExportRequest(
    @Nullable String source,
    @Nullable Long last,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String reason) {}
