package dev.trestle.app.replay;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Work that rests while messages are under way, three times as long as it worked: it takes a
 * quarter of a core, as the resolver does (ADR 45).
 */
public final class Rest {
  private static final int REST_OF_WORK = 3;
  private static final long LONGEST_MILLIS = 2_000;

  /** After so much work it is asked whether messages are under way. */
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final BooleanSupplier busy;
  private long began = System.nanoTime();

  /**
   * @param busy whether messages are under way
   */
  public Rest(BooleanSupplier busy) {
    this.busy = busy;
  }

  /** Called after each piece of work. */
  public void afterWork() {
    long worked = System.nanoTime() - began;
    if (worked < WORK_NANOS) {
      return;
    }
    try {
      if (busy.getAsBoolean()) {
        TimeUnit.MILLISECONDS.sleep(millis(worked));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping", e);
    }
    began = System.nanoTime();
  }

  static long millis(long workedNanos) {
    return Math.min(LONGEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(REST_OF_WORK * workedNanos));
  }
}
