package dev.trestle.orchestration.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import javax.sql.DataSource;

/** Durations of settled messages: counted in memory, written with {@link Traffic}. */
final class Latency {
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(LatencySteps.COUNT);
  private final LatencyStore store;

  Latency(DataSource database) {
    this.store = new LatencyStore(database);
  }

  /** Messages of a minute that took a step. */
  record Step(Instant minute, int step, long messages) {}

  void took(long millis) {
    counts.incrementAndGet(LatencySteps.of(millis));
  }

  /** Writes what was counted; what cannot be written is counted on. */
  void write(Instant minute) {
    List<Step> taken = new ArrayList<>();
    for (int step = 0; step < LatencySteps.COUNT; step++) {
      int messages = counts.getAndSet(step, 0);
      if (messages > 0) {
        taken.add(new Step(minute, step, messages));
      }
    }
    try {
      store.add(taken);
    } catch (RuntimeException away) {
      taken.forEach(one -> counts.addAndGet(one.step(), (int) one.messages()));
      throw away;
    }
  }

  void forget(Instant before) {
    store.forget(before);
  }

  /** Each minute in which something was settled, oldest first. */
  List<LatencyMinute> since(Instant from) {
    Map<Instant, List<Step>> minutes = new TreeMap<>();
    store
        .since(from)
        .forEach(
            step -> minutes.computeIfAbsent(step.minute(), any -> new ArrayList<>()).add(step));
    return minutes.entrySet().stream()
        .map(
            one ->
                new LatencyMinute(
                    one.getKey(), share(one.getValue(), MEDIAN), share(one.getValue(), P99)))
        .toList();
  }

  /** The step up to which this share of all messages is. */
  private static long share(List<Step> ascending, double share) {
    long all = ascending.stream().mapToLong(Step::messages).sum();
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (Step step : ascending) {
      seen += step.messages();
      if (seen >= wanted) {
        return LatencySteps.millis(step.step());
      }
    }
    return 0;
  }
}
