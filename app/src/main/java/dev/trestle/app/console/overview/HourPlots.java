package dev.trestle.app.console.overview;

import dev.trestle.orchestration.traffic.LatencyMinute;
import dev.trestle.orchestration.traffic.Minute;
import dev.trestle.orchestration.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is drawn of the last hour. */
public final class HourPlots {
  private static final Duration DRAWN = Duration.ofMinutes(Plot.MINUTES + 1);

  private HourPlots() {}

  /** Of one feed. */
  public static List<Plot> of(Traffic traffic, String feed, Instant now) {
    return counts(traffic.since(now.minus(DRAWN), feed), now);
  }

  /** Of all feeds together: also how long messages took. */
  static List<Plot> ofAll(Traffic traffic, Instant now) {
    List<LatencyMinute> took = traffic.latencySince(now.minus(DRAWN));
    return Stream.concat(
            counts(traffic.since(now.minus(DRAWN)), now).stream(),
            Stream.of(
                latency("received to settled, median", took, now, LatencyMinute::medianMillis),
                latency("received to settled, 99 of 100", took, now, LatencyMinute::p99Millis)))
        .toList();
  }

  private static List<Plot> counts(List<Minute> hour, Instant now) {
    return List.of(
        count("received a minute", hour, now, Minute::received),
        count("settled a minute", hour, now, Minute::settled),
        count("exceptions a minute", hour, now, Minute::exceptions));
  }

  private static Plot count(
      String title, List<Minute> hour, Instant now, ToLongFunction<Minute> value) {
    Map<Instant, Long> values =
        hour.stream().collect(Collectors.toMap(Minute::start, value::applyAsLong));
    return Plot.of(title, "", values, now);
  }

  private static Plot latency(
      String title, List<LatencyMinute> hour, Instant now, ToLongFunction<LatencyMinute> value) {
    Map<Instant, Long> values =
        hour.stream().collect(Collectors.toMap(LatencyMinute::start, value::applyAsLong));
    return Plot.of(title, "ms", values, now);
  }
}
