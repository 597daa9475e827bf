package dev.trestle.app.console.patient;

import dev.trestle.orchestration.message.SentByKeyStore.Received;
import dev.trestle.orchestration.source.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was received about a person from where, and how fresh it is: the last message of the feed
 * says whether silence about the person is silence of the feed. The axis begins with the first
 * message of all.
 */
record Timeline(List<Line> lines) {
  /** Width of the axis in the units of its drawing. */
  static final int WIDTH = 360;

  /** A single message is a mark and not nothing. */
  private static final double NARROWEST = 4;

  /**
   * A source.
   *
   * @param feedLast when its last message came, about anybody
   * @param x where its bar begins
   * @param width of its bar
   */
  record Line(Received received, Optional<Instant> feedLast, String x, String width) {}

  static Timeline of(List<Received> received, List<SourceState> feeds, Instant now) {
    Map<String, Optional<Instant>> last = new HashMap<>();
    feeds.forEach(feed -> last.put(feed.name(), feed.lastReceived()));
    Instant from =
        received.stream().map(Received::first).min(Comparator.naturalOrder()).orElse(now);
    List<Line> lines = new ArrayList<>();
    for (Received one : received) {
      double begin = place(from, one.first(), now);
      double end = place(from, one.last(), now);
      lines.add(
          new Line(
              one,
              last.getOrDefault(one.source(), Optional.empty()),
              text(Math.min(begin, WIDTH - NARROWEST)),
              text(Math.max(NARROWEST, end - begin))));
    }
    return new Timeline(lines);
  }

  private static double place(Instant from, Instant at, Instant now) {
    long all = Math.max(1, Duration.between(from, now).toMillis());
    return Math.min(WIDTH, Duration.between(from, at).toMillis() * (double) WIDTH / all);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
