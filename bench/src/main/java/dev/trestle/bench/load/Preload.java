package dev.trestle.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Fills a database through the front door: for each patient an admission and a report, journaled,
 * translated and applied like any other. So everything that a real message leaves is there.
 */
public final class Preload {
  /** Resources that an admission and a report make together, but for those that are shared. */
  public static final int RESOURCES_A_PATIENT = 24;

  private static final int CONNECTIONS = 16;
  private static final long SLICE_PATIENTS = 5_000;

  private Preload() {}

  /**
   * What it came to.
   *
   * @param cohort the new patients
   */
  public record Filled(Cohort cohort, long messages, Duration took) {}

  /**
   * Sends them and waits until all are applied.
   *
   * @param next number of the next patient
   * @param progress told of each slice
   */
  public static Filled send(Feed feed, AtomicLong next, long patients, Consumer<Round> progress)
      throws InterruptedException, ExecutionException {
    Cohort cohort = new Cohort(next.get(), patients);
    List<Round> rounds = new ArrayList<>();
    for (long sent = 0; sent < patients; sent += SLICE_PATIENTS) {
      long slice = Math.min(SLICE_PATIENTS, patients - sent);
      Round round = feed.send(new Messages(next.getAndAdd(slice), slice), CONNECTIONS);
      rounds.add(round);
      progress.accept(round);
    }
    Round all = Round.sum(rounds);
    return new Filled(cohort, all.messages(), all.toIdle());
  }

  /** The admissions of a slice, then its reports: no patient's two at the same time. */
  private static final class Messages implements Iterator<byte[]> {
    private final long first;
    private final long patients;
    private long taken;

    Messages(long first, long patients) {
      this.first = first;
      this.patients = patients;
    }

    @Override
    public boolean hasNext() {
      return taken < 2 * patients;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long patient = first + taken % patients;
      return taken++ < patients
          ? Admissions.message(patient, patient)
          : Results.message(patient, patient);
    }
  }
}
