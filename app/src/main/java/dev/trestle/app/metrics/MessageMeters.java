package dev.trestle.app.metrics;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.WayMeters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages by source and type since the start. Types are what senders write, so only the
 * first few of a source get a label of their own; all others are {@code other}.
 */
public final class MessageMeters implements WayMeters {
  /** Types of one source with a label of their own. */
  static final int TYPES_PER_SOURCE = 50;

  /** Sources with labels of their own. */
  static final int SOURCES = 500;

  private static final String OTHER = "other";

  private static final Duration[] STEPS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Map<SourceName, Feed> feeds = new ConcurrentHashMap<>();
  private final Feed otherFeeds = new Feed(OTHER);
  private volatile @Nullable Registered registered;

  /** The histograms; there are none before a registry is there. */
  private record Registered(MeterRegistry registry, Timer waited, Timer journaled, Timer applied) {}

  private record Counted(String type, String what) {}

  private static final class Feed {
    final String name;
    final Map<String, Boolean> types = new ConcurrentHashMap<>();
    final AtomicInteger typeCount = new AtomicInteger();
    final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
    final AtomicLong lastReceivedNanos = new AtomicLong(System.nanoTime());

    Feed(String name) {
      this.name = name;
    }

    /** The type, or {@code other} when there are too many. */
    String label(String type) {
      if (types.containsKey(type)) {
        return type;
      }
      if (typeCount.get() >= TYPES_PER_SOURCE || !type.matches("[A-Z0-9]{3}([_^][A-Z0-9]{3})?")) {
        return OTHER;
      }
      if (types.putIfAbsent(type, true) == null) {
        typeCount.incrementAndGet();
      }
      return type;
    }
  }

  /** Shows everything counted so far, and from now on, in this registry. */
  void register(MeterRegistry registry) {
    registered =
        new Registered(
            registry,
            timer(registry, "trestle.journal.wait"),
            timer(registry, "trestle.journal.commit"),
            timer(registry, "trestle.apply.commit"));
    feeds.values().forEach(feed -> show(registry, feed));
    show(registry, otherFeeds);
  }

  private static Timer timer(MeterRegistry registry, String name) {
    return Timer.builder(name).serviceLevelObjectives(STEPS).register(registry);
  }

  private static void show(MeterRegistry registry, Feed feed) {
    TimeGauge.builder(
            "trestle.source.silent",
            feed,
            TimeUnit.NANOSECONDS,
            one -> System.nanoTime() - one.lastReceivedNanos.get())
        .tags("source", feed.name)
        .register(registry);
    feed.counts.forEach((counted, count) -> show(registry, feed, counted, count));
  }

  private static void show(MeterRegistry registry, Feed feed, Counted counted, LongAdder count) {
    boolean received = counted.what().isEmpty();
    Tags tags = Tags.of("source", feed.name, "type", counted.type());
    FunctionCounter.builder(
            received ? "trestle.messages.received" : "trestle.messages.settled",
            count,
            LongAdder::sum)
        .tags(received ? tags : tags.and("outcome", counted.what()))
        .register(registry);
  }

  private Feed feed(SourceName source) {
    Feed known = feeds.get(source);
    if (known != null) {
      return known;
    }
    if (feeds.size() >= SOURCES) {
      return otherFeeds;
    }
    return feeds.computeIfAbsent(
        source,
        name -> {
          Feed fresh = new Feed(name.toString());
          Registered now = registered;
          if (now != null) {
            show(now.registry(), fresh);
          }
          return fresh;
        });
  }

  private void count(SourceName source, String type, String what) {
    Feed feed = feed(source);
    Counted counted = new Counted(feed.label(type), what);
    LongAdder known = feed.counts.get(counted);
    if (known == null) {
      known =
          feed.counts.computeIfAbsent(
              counted,
              fresh -> {
                LongAdder count = new LongAdder();
                Registered now = registered;
                if (now != null) {
                  show(now.registry(), feed, fresh, count);
                }
                return count;
              });
    }
    known.increment();
  }

  @Override
  public void received(SourceName source, String type) {
    count(source, type, "");
    feed(source).lastReceivedNanos.set(System.nanoTime());
  }

  @Override
  public void settled(SourceName source, String type, Outcome outcome) {
    count(source, type, outcome.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void excepted(SourceName source, String type) {
    count(source, type, "exception");
  }

  @Override
  public void waited(long nanos) {
    Registered now = registered;
    if (now != null) {
      now.waited().record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void journaled(int entries, long nanos) {
    Registered now = registered;
    if (now != null) {
      now.journaled().record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void applied(int entries, long nanos) {
    Registered now = registered;
    if (now != null) {
      now.applied().record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
