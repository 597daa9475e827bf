package dev.trestle.semantics.mapping.convert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Durations of a number in one field and its units in another, where they are exact. */
final class Durations {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int MAX_SECONDS = 31 * 24 * SECONDS_PER_HOUR;

  private Durations() {}

  /** Whole minutes; setting {@code units} is the field with the units. */
  static @Nullable JsonNode minutes(Taken taken, Draft draft) {
    Integer seconds = seconds(taken, field(taken, "units"));
    if (seconds == null || seconds % SECONDS_PER_MINUTE != 0) {
      return null;
    }
    useUnits(taken, field(taken, "units"), draft);
    return draft.leaf(seconds / SECONDS_PER_MINUTE, taken, 1);
  }

  /**
   * The instant that a duration after the one taken ends; settings {@code duration} and {@code
   * units} are the fields of the duration.
   */
  static @Nullable JsonNode end(Taken taken, Draft draft) {
    int durationField = field(taken, "duration");
    Taken duration = taken.at(durationField, 1);
    Integer seconds = seconds(duration, field(taken, "units"));
    String end = seconds == null ? null : FhirTimes.later(taken.value(), seconds, draft);
    if (end == null) {
      return null;
    }
    draft.use(duration, 1, 0);
    useUnits(taken, field(taken, "units"), draft);
    return draft.leaf(end, taken, 1, 0);
  }

  /** Seconds of a positive number with units that have one meaning, or null. */
  static @Nullable Integer seconds(Taken duration, int unitsField) {
    Integer number = Quantities.whole(duration.value());
    if (number == null || number <= 0 || unitsField == 0) {
      return null;
    }
    Taken units = duration.at(unitsField, 1);
    String unit = units.text(1).isEmpty() ? units.text(2) : units.text(1);
    int size =
        switch (unit.toLowerCase(Locale.ROOT)) {
          case "s", "sec", "second", "seconds" -> 1;
          case "min", "mins", "minute", "minutes" -> SECONDS_PER_MINUTE;
          case "h", "hr", "hour", "hours" -> SECONDS_PER_HOUR;
          default -> 0; // M is a minute here and a month there
        };
    long total = (long) number * size;
    return total == 0 || total > MAX_SECONDS ? null : (int) total;
  }

  static void useUnits(Taken taken, int unitsField, Draft draft) {
    draft.use(taken.segment(), unitsField, 1, 0);
  }

  static int field(Taken taken, String setting) {
    String field = taken.parameters().get(setting);
    return field.isEmpty() ? 0 : Integer.parseInt(field);
  }
}
