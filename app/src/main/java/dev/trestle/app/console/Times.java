package dev.trestle.app.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write times: in UTC, and how long ago. */
public final class Times {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLISECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration DAYS_FROM = Duration.ofDays(2);
  private static final int HASH_SHOWN = 12;
  private final Instant now;

  public Times(Instant now) {
    this.now = now;
  }

  public String second(Instant instant) {
    return SECOND.format(instant);
  }

  public String millisecond(Instant instant) {
    return MILLISECOND.format(instant);
  }

  public boolean past(Instant instant) {
    return instant.isBefore(now);
  }

  /** {@code in 3 h 10 min}, or {@code 20 min ago}. */
  public String until(Instant instant) {
    return past(instant)
        ? duration(Duration.between(instant, now)) + " ago"
        : "in " + duration(Duration.between(now, instant));
  }

  /** {@code 3 min ago}, or {@code just now}. */
  public String ago(Instant since) {
    return since.plusSeconds(1).isAfter(now) ? "just now" : age(since) + " ago";
  }

  /** {@code 3 min}; what lies ahead is {@code now}. */
  public String age(Instant since) {
    return duration(Duration.between(since, now));
  }

  public String duration(Duration duration) {
    if (duration.compareTo(DAYS_FROM) >= 0) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : "now";
  }

  /** The first twelve characters of a hash. */
  public String hash(String hash) {
    return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
  }

  /** {@code 1,234,567}. */
  public String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
