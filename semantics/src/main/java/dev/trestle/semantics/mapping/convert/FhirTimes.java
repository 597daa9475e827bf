package dev.trestle.semantics.mapping.convert;

import com.ibm.icu.util.BasicTimeZone;
import com.ibm.icu.util.BasicTimeZone.LocalOption;
import com.ibm.icu.util.TimeZone;
import dev.trestle.kernel.problem.ProblemCode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times in the form of FHIR. Precision and offset stay as sent; a time without an offset is in the
 * zone of its source, by the zone rules that are pinned with icu4j.
 */
public final class FhirTimes {
  private static final int MILLIS_PER_MINUTE = 60_000;
  private static final int DATE = 8;
  private static final int HOUR = 10;

  private FhirTimes() {}

  /** A FHIR date with the precision as sent, or null with a finding. */
  static @Nullable String date(String text, String location, Draft draft) {
    TimeStamp time = read(text, location, draft);
    return time == null ? null : date(time);
  }

  /** A FHIR dateTime with precision and offset as sent, or null with a finding. */
  static @Nullable String dateTime(String text, String location, Draft draft) {
    TimeStamp time = read(text, location, draft);
    if (time == null) {
      return null;
    }
    if (time.precision() <= DATE) {
      return date(time);
    }
    if (time.precision() == HOUR) {
      draft.inform(
          ProblemCode.DATE_INVALID,
          location,
          "FHIR has no time of an hour without minutes; the date stands.");
      return date(time);
    }
    return date(time) + clock(time) + offset(time, location, draft);
  }

  /** A FHIR instant, or null with a finding when seconds or minutes are not given. */
  static @Nullable String instant(String text, String location, Draft draft) {
    TimeStamp time = read(text, location, draft);
    if (time == null) {
      return null;
    }
    if (time.precision() <= HOUR) {
      draft.inform(
          ProblemCode.DATE_INVALID, location, "The target needs an instant, this is a date.");
      return null;
    }
    return date(time) + clock(time) + offset(time, location, draft);
  }

  /**
   * The instant some seconds after another, on the same clock as it, or null when that one has no
   * time of day. A finding about the first was made where it was read.
   */
  static @Nullable String later(String text, int seconds, Draft draft) {
    TimeStamp time = TimeStamp.read(text.strip());
    if (time == null || time.precision() <= HOUR) {
      return null;
    }
    TimeZone zone = draft.feed().zone();
    int offset =
        time.offsetMinutes() == TimeStamp.NO_OFFSET
            ? localOffset(zone, time.localMillis(), LocalOption.FORMER)
            : time.offsetMinutes() * MILLIS_PER_MINUTE;
    long end = time.localMillis() - offset + seconds * 1000L;
    int offsetAtEnd = time.offsetMinutes() == TimeStamp.NO_OFFSET ? zone.getOffset(end) : offset;
    return local(end + offsetAtEnd) + offset(Math.round(offsetAtEnd / (float) MILLIS_PER_MINUTE));
  }

  private static String local(long localMillis) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(localMillis, 1000L), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(20);
    padded(text, time.getYear(), 4);
    padded(text.append('-'), time.getMonthValue(), 2);
    padded(text.append('-'), time.getDayOfMonth(), 2);
    padded(text.append('T'), time.getHour(), 2);
    padded(text.append(':'), time.getMinute(), 2);
    padded(text.append(':'), time.getSecond(), 2);
    return text.toString();
  }

  /**
   * Microseconds since 1970-01-01T00:00Z, or {@link Long#MIN_VALUE} when the text is no time. What
   * is not given counts as its smallest.
   */
  public static long micros(String text, TimeZone zone) {
    TimeStamp time = TimeStamp.read(text.strip());
    if (time == null) {
      return Long.MIN_VALUE;
    }
    long local = time.localMillis();
    long offset =
        time.offsetMinutes() == TimeStamp.NO_OFFSET
            ? localOffset(zone, local, LocalOption.FORMER)
            : (long) time.offsetMinutes() * MILLIS_PER_MINUTE;
    return (local - offset) * 1000 + time.fractionMicros();
  }

  private static @Nullable TimeStamp read(String text, String location, Draft draft) {
    String stripped = text.strip();
    TimeStamp time = TimeStamp.read(stripped);
    if (time == null) {
      String what =
          TimeStamp.isZero(stripped)
              ? "Zeros stand for no date."
              : "The value is not a date that exists.";
      draft.warn(ProblemCode.DATE_INVALID, location, what);
    } else if (time.timeImpossible()) {
      draft.warn(
          ProblemCode.DATE_INVALID,
          location,
          "The time of day or its offset does not exist; the date stands.");
    }
    return time;
  }

  private static String date(TimeStamp time) {
    StringBuilder text = new StringBuilder(10);
    padded(text, time.year(), 4);
    if (time.precision() >= 6) {
      padded(text.append('-'), time.month(), 2);
    }
    if (time.precision() >= DATE) {
      padded(text.append('-'), time.day(), 2);
    }
    return text.toString();
  }

  /** A TM as a FHIR time, or null when it has no minutes or does not exist. */
  static @Nullable String timeOfDay(String text) {
    TimeStamp time = TimeStamp.read("20000101" + text.strip());
    boolean told = time != null && !time.timeImpossible() && time.precision() >= 12;
    return time == null || !told ? null : clock(time).substring(1);
  }

  /** FHIR wants seconds where there are minutes. */
  static String clock(TimeStamp time) {
    StringBuilder text = new StringBuilder(16);
    padded(text.append('T'), time.hour(), 2);
    padded(text.append(':'), time.minute(), 2);
    padded(text.append(':'), time.second(), 2);
    return time.fraction().isEmpty()
        ? text.toString()
        : text.append('.').append(time.fraction()).toString();
  }

  private static String offset(TimeStamp time, String location, Draft draft) {
    if (time.offsetMinutes() != TimeStamp.NO_OFFSET) {
      return offset(time.offsetMinutes());
    }
    TimeZone zone = draft.feed().zone();
    long local = time.localMillis();
    int former = localOffset(zone, local, LocalOption.FORMER);
    if (former != localOffset(zone, local, LocalOption.LATTER)) {
      draft.warn(
          ProblemCode.DATE_ZONE_AMBIGUOUS,
          location,
          "The clock change makes this local time happen twice or not at all; the offset before the"
              + " change is taken.");
    }
    return offset(Math.round(former / (float) MILLIS_PER_MINUTE));
  }

  private static int localOffset(TimeZone zone, long localMillis, LocalOption option) {
    int[] offsets = new int[2];
    if (zone instanceof BasicTimeZone rules) {
      rules.getOffsetFromLocal(localMillis, option, option, offsets);
    } else {
      zone.getOffset(localMillis, true, offsets);
    }
    return offsets[0] + offsets[1];
  }

  private static String offset(int minutes) {
    int size = Math.abs(minutes);
    StringBuilder text = new StringBuilder(6).append(minutes < 0 ? '-' : '+');
    padded(text, size / 60, 2);
    padded(text.append(':'), size % 60, 2);
    return text.toString();
  }

  private static void padded(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    text.append(digits);
  }
}
