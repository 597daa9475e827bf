package dev.trestle.bench.measure;

import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Cohort;
import dev.trestle.bench.load.Results;
import dev.trestle.bench.platform.PlatformProcess;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Times;
import dev.trestle.transport.mllp.LoadReport;
import dev.trestle.transport.mllp.LoadSender;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Measures {@link Freshness}. */
public final class FreshnessProbe {
  private static final int CONNECTIONS = 16;

  /** Of the site of the demo: Mercy's medical record numbers. */
  static final String MRN_SYSTEM = "urn:oid:2.16.840.1.113883.19.5.1|";

  private static final double RATE = 300;
  private static final double REPORTS_A_SECOND = 10;
  private static final double LOOKED_FOR_A_SECOND = 10;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

  private final PlatformProcess platform;
  private final FhirClient client;
  private final AtomicLong next;

  /**
   * @param next number of the next patient, visit or report
   */
  public FreshnessProbe(PlatformProcess platform, FhirClient client, AtomicLong next) {
    this.platform = platform;
    this.client = client;
    this.next = next;
  }

  /** A search for a patient by the medical record number. */
  public static String patient(long number) {
    return FhirClient.search("Patient", "identifier", MRN_SYSTEM + Admissions.mrn(number));
  }

  private static String report(long number) {
    return FhirClient.search("DiagnosticReport", "identifier", Results.order(number));
  }

  /**
   * Measures both.
   *
   * @param time at the steady rate
   * @param cohort whose patients move, and get results
   * @param updates of the sweep
   */
  public Freshness measure(Duration time, Cohort cohort, long updates)
      throws InterruptedException, ExecutionException {
    long messages = (long) (RATE * time.toNanos() / 1e9);
    Times admissions =
        openLoop(
            RATE,
            LongStream.range(0, messages).iterator(),
            number -> Admissions.message(number, number),
            FreshnessProbe::patient);
    platform.awaitIdle(IDLE_LIMIT);
    Times reports = sweep(cohort, updates);
    String sweep = "a sweep of " + Figures.whole(updates) + " ADT^A31";
    return new Freshness(admissions, RATE, reports, sweep);
  }

  /** Reports at a slow rate as long as updates are sent as fast as answers come. */
  private Times sweep(Cohort cohort, long updates) throws InterruptedException, ExecutionException {
    ExecutorService sweeper = Executors.newSingleThreadExecutor();
    AtomicBoolean over = new AtomicBoolean();
    try {
      Future<LoadReport> sweep =
          sweeper.submit(
              () -> {
                LoadSender sender = new LoadSender(platform.mllp(), CONNECTIONS, 0);
                Iterator<byte[]> moves =
                    LongStream.range(0, updates)
                        .mapToObj(i -> Admissions.update(cohort.patient(i), next.getAndIncrement()))
                        .iterator();
                LoadReport report = sender.send(moves, (number, message, result) -> true);
                over.set(true);
                return report;
              });
      Iterator<Long> whileSweeping = LongStream.iterate(0, i -> !over.get(), i -> i + 1).iterator();
      Times times =
          openLoop(
              REPORTS_A_SECOND,
              whileSweeping,
              number -> Results.message(cohort.patient(number), number),
              FreshnessProbe::report);
      if (!sweep.get().allAnswered()) {
        throw new IllegalStateException("an update of the sweep was not answered");
      }
      platform.awaitIdle(IDLE_LIMIT);
      return times;
    } finally {
      sweeper.shutdown();
    }
  }

  /** Sends at a rate and looks for some of what was sent as soon as it is answered. */
  private Times openLoop(
      double rate, Iterator<Long> ticks, LongFunction<byte[]> message, LongFunction<String> search)
      throws InterruptedException, ExecutionException {
    long every = Math.max(1, Math.round(rate / LOOKED_FOR_A_SECOND));
    long first = next.get();
    long start = System.nanoTime();
    try (SearchProbe probe = new SearchProbe(client)) {
      LoadSender.Callback callback =
          (tick, bytes, result) -> {
            if (tick % every == 0) {
              probe.expect(search.apply(first + tick), start + (long) (tick * 1e9 / rate));
            }
            return true;
          };
      LoadReport sent =
          new LoadSender(platform.mllp(), CONNECTIONS, rate)
              .send(new Ticking(ticks, first, message), callback);
      next.addAndGet(sent.answered());
      if (!sent.allAnswered()) {
        throw new IllegalStateException("a message was not answered");
      }
      return probe.times();
    }
  }

  /** A message for each tick, numbered from the first. */
  private record Ticking(Iterator<Long> ticks, long first, LongFunction<byte[]> message)
      implements Iterator<byte[]> {
    @Override
    public boolean hasNext() {
      return ticks.hasNext();
    }

    @Override
    public byte[] next() {
      return message.apply(first + ticks.next());
    }
  }
}
