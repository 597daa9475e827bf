package dev.trestle.orchestration.traffic;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.WayMeters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts by source and writes what was counted every few seconds. */
public final class Traffic implements WayMeters, AutoCloseable {
  /** Minutes are kept this long. */
  static final Duration KEPT = Duration.ofDays(100);

  /** Durations are kept this long. */
  private static final Duration LATENCY_KEPT = Duration.ofDays(7);

  /** Sources counted by name; all further ones together. */
  static final int SOURCES = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final long EVERY_SECONDS = 10;
  private static final long CLOSE_SECONDS = 10;
  private static final int WEEKS = 4;
  private static final String OTHER = "other";

  private final TrafficStore store;
  private final Latency latency;
  private final Clock clock;
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;
  private Instant pruned = Instant.EPOCH;

  private static final class Counts {
    final LongAdder received = new LongAdder();
    final LongAdder settled = new LongAdder();
    final LongAdder exceptions = new LongAdder();

    Minute take(String source, Instant minute) {
      return new Minute(
          source,
          minute,
          (int) received.sumThenReset(),
          (int) settled.sumThenReset(),
          (int) exceptions.sumThenReset());
    }
  }

  public Traffic(DataSource database, Clock clock) {
    this.store = new TrafficStore(database);
    this.latency = new Latency(database);
    this.clock = clock;
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "traffic"));
    var unused =
        thread.scheduleWithFixedDelay(
            this::writeOrWait, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void received(SourceName source, String type) {
    of(source).received.increment();
  }

  @Override
  public void settled(SourceName source, String type, Outcome outcome) {
    of(source).settled.increment();
  }

  @Override
  public void took(SourceName source, long millis) {
    latency.took(millis);
  }

  @Override
  public void excepted(SourceName source, String type) {
    of(source).exceptions.increment();
  }

  private Counts of(SourceName source) {
    String name = source.toString();
    Counts known = counts.get(name);
    if (known != null) {
      return known;
    }
    return counts.computeIfAbsent(counts.size() < SOURCES ? name : OTHER, unused -> new Counts());
  }

  private void writeOrWait() {
    try {
      write();
    } catch (RuntimeException away) {
      LOG.debug("Traffic waits for the database");
    }
  }

  /** Writes what was counted since the last time. What cannot be written is counted on. */
  void write() {
    Instant now = clock.instant();
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    List<Minute> rows = new ArrayList<>();
    counts.forEach(
        (source, one) -> {
          Minute taken = one.take(source, minute);
          if (taken.received() + taken.settled() + taken.exceptions() > 0) {
            rows.add(taken);
          }
        });
    try {
      store.add(rows);
    } catch (RuntimeException away) {
      rows.forEach(this::giveBack);
      throw away;
    }
    latency.write(minute);
    if (pruned.plus(Duration.ofHours(1)).isBefore(now)) {
      store.forget(now.minus(KEPT));
      latency.forget(now.minus(LATENCY_KEPT));
      pruned = now;
    }
  }

  private void giveBack(Minute row) {
    Counts one = counts.computeIfAbsent(row.source(), unused -> new Counts());
    one.received.add(row.received());
    one.settled.add(row.settled());
    one.exceptions.add(row.exceptions());
  }

  /** All sources together, each minute that had something, oldest first. */
  public List<Minute> since(Instant from) {
    return store.together(from);
  }

  /** One source, each minute that had something, oldest first. */
  public List<Minute> since(Instant from, String source) {
    return store.of(source, from);
  }

  /** How long messages took, each minute in which something was settled, oldest first. */
  public List<LatencyMinute> latencySince(Instant from) {
    return latency.since(from);
  }

  /**
   * How a source does against what is usual.
   *
   * @param lastHour received in the last hour
   * @param usual received in the same hour of the same weekday, mean of the last four weeks; below
   *     zero when nothing is known
   */
  public record Rate(long lastHour, double usual) {}

  /** The rate of each source that sent something lately. */
  public Map<String, Rate> rates() {
    Instant now = clock.instant();
    Map<String, Long> hour = store.received(now.minus(Duration.ofHours(1)), now);
    Map<String, Long> before = new TreeMap<>();
    int known = 0;
    for (int week = 1; week <= WEEKS; week++) {
      Instant end = now.minus(Duration.ofDays(7L * week));
      Map<String, Long> then = store.received(end.minus(Duration.ofHours(1)), end);
      known += then.isEmpty() ? 0 : 1;
      then.forEach((source, count) -> before.merge(source, count, Long::sum));
    }
    Map<String, Rate> rates = new TreeMap<>();
    for (String source : union(hour, before)) {
      double usual = known == 0 ? -1 : before.getOrDefault(source, 0L) / (double) known;
      rates.put(source, new Rate(hour.getOrDefault(source, 0L), usual));
    }
    return rates;
  }

  private static List<String> union(Map<String, Long> these, Map<String, Long> those) {
    Map<String, Long> both = new TreeMap<>(these);
    both.putAll(those);
    return List.copyOf(both.keySet());
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Traffic did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writeOrWait();
  }
}
