package dev.trestle.identity.resolve;

import dev.trestle.identity.match.AuthoritySystems;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Overlays;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.kernel.record.PatientChanges;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that follows the Patients. It may be told that something was applied, looks by itself
 * now and then, goes on after a crash where its last transaction ended, and waits when the database
 * is away. It never holds up a message: while messages are under way it rests between rounds, so
 * that a change of the site, which has everybody looked at again, leaves them the processor.
 */
public final class Resolver implements AutoCloseable {
  /** Patients of one round, and of one transaction. */
  static final int ROUND_PATIENTS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

  /** After a hint, so that many Patients make one round; the hint comes before the commit. */
  private static final long GATHER_MILLIS = 40;

  /** After a round that was not full: what has come in meanwhile would make a small one. */
  private static final long GATHER_UNDER_LOAD_MILLIS = 150;

  private static final long POLL_MILLIS = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** While messages are under way: three times as long as the round took, a quarter of a core. */
  private static final int REST_OF_ROUND = 3;

  private static final long LONGEST_REST_MILLIS = 2_000;

  private final ResolveStore store;
  private final BooleanSupplier busy;
  private final Supplier<AuthoritySystems> authorities;
  private final Supplier<LinkModel> model;
  private final Keyring keyring;
  private final Sealer sealer;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private boolean hinted;
  private int awaiting;
  private boolean closing;
  private boolean failing;
  private long rounds;
  private long lastIdleRound;
  private volatile Matcher matcher;
  private volatile IntSupplier weighing = () -> 0;
  private volatile Runnable afterRounds = () -> {};

  /**
   * Makes it; {@link #start} starts its thread.
   *
   * @param authorities of the active site; asked before each round
   * @param model that is active; asked before each round
   * @param busy whether messages are under way
   */
  public Resolver(
      DataSource database,
      PatientChanges patients,
      Supplier<AuthoritySystems> authorities,
      Supplier<LinkModel> model,
      Keyring keyring,
      Sealer sealer,
      BooleanSupplier busy) {
    this.busy = busy;
    this.store = new ResolveStore(database, patients, sealer);
    this.authorities = authorities;
    this.model = model;
    this.keyring = keyring;
    this.sealer = sealer;
    this.matcher = new Matcher(model.get(), authorities.get(), keyring, sealer);
    this.thread = new Thread(this::run, "identity-resolver");
  }

  /**
   * What is done when all are resolved, before it rests: the order of the reviews.
   *
   * @param weighing does some of it and returns how much there was
   */
  public void thenWeigh(IntSupplier weighing) {
    this.weighing = weighing;
  }

  /**
   * Who is told after each round that is committed and did something.
   *
   * @param told may be called on any thread, and returns at once
   */
  public void afterRounds(Runnable told) {
    this.afterRounds = told;
  }

  public void start() {
    thread.start();
  }

  /** There may be something to do, now or as soon as a transaction is committed. */
  public void hint() {
    lock.lock();
    try {
      hinted = true;
      told.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Comparing on demand, by the model and authorities of the last round. */
  public Matching matching() {
    return store.matching(() -> matcher);
  }

  /** Whether an update in place speaks of another person, by the comparison in use. */
  public SamePerson samePerson() {
    return new Overlays(() -> matcher);
  }

  /** The index, for training a model and for trying one. */
  public Workbench workbench() {
    return store.workbench(trained -> new Matcher(trained, authorities.get(), keyring, sealer));
  }

  /** Does all there is to do now, on the caller's thread; for a resolver that was not started. */
  public void drain() {
    try {
      int done;
      do {
        done = round();
      } while (done > 0);
    } catch (SQLException e) {
      throw new IllegalStateException("a round failed", e);
    }
  }

  /** Waits until everything committed before this call is resolved; returns whether it is. */
  public boolean awaitIdle(Duration limit) {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      // The round in work may have looked before: the one after it counts.
      long from = rounds + 1;
      awaiting++;
      while (lastIdleRound <= from && nanos > 0) {
        hinted = true;
        told.signal();
        nanos = idle.awaitNanos(nanos);
      }
      return lastIdleRound > from;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      awaiting--;
      lock.unlock();
    }
  }

  private void run() {
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (goesOn()) {
      try {
        long began = System.nanoTime();
        int done = round();
        ended(done == 0);
        pauseMillis = FIRST_PAUSE_MILLIS;
        if (done == 0) {
          awaitSomething();
        } else {
          rest(done < ROUND_PATIENTS, System.nanoTime() - began);
        }
      } catch (SQLException | RuntimeException failure) {
        report(failure);
        pause(pauseMillis);
        pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private int round() throws SQLException {
    int done = store.round(matcher(), ROUND_PATIENTS);
    if (done > 0) {
      afterRounds.run();
    }
    return done > 0 ? done : weighing.getAsInt();
  }

  private Matcher matcher() {
    AuthoritySystems current = authorities.get();
    LinkModel active = model.get();
    if (!matcher.authorities().equals(current)
        || !matcher.model().version().equals(active.version())) {
      matcher = new Matcher(active, current, keyring, sealer);
    }
    return matcher;
  }

  /** The text of a failure may quote a row: only its kind is logged. */
  private void report(Exception failure) {
    lock.lock();
    try {
      if (!failing) {
        LOG.warn("Identity waits: {}", failure.getClass().getName());
        LOG.debug("where", stackOf(failure));
      }
      failing = true;
    } finally {
      lock.unlock();
    }
  }

  private static Throwable stackOf(Throwable failure) {
    Throwable place = new Throwable(failure.getClass().getName());
    place.setStackTrace(failure.getStackTrace());
    return place;
  }

  private void ended(boolean nothing) {
    lock.lock();
    try {
      rounds++;
      if (nothing) {
        lastIdleRound = rounds;
        idle.signalAll();
      }
      if (failing) {
        LOG.info("Identity goes on");
      }
      failing = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean goesOn() {
    lock.lock();
    try {
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSomething() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
      while (!hinted && !closing && nanos > 0) {
        nanos = told.awaitNanos(nanos);
      }
      hinted = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    } finally {
      lock.unlock();
    }
    pause(GATHER_MILLIS);
  }

  /** Whoever waits for all to be done is not kept waiting. */
  private void rest(boolean caughtUp, long tookNanos) {
    long millis = restMillis(caughtUp, busy.getAsBoolean(), tookNanos);
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closing && awaiting == 0 && nanos > 0) {
        nanos = told.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    } finally {
      lock.unlock();
    }
  }

  static long restMillis(boolean caughtUp, boolean busy, long tookNanos) {
    long gather = caughtUp ? GATHER_UNDER_LOAD_MILLIS : 0;
    long share = busy ? TimeUnit.NANOSECONDS.toMillis(REST_OF_ROUND * tookNanos) : 0;
    return Math.max(gather, Math.min(share, LONGEST_REST_MILLIS));
  }

  private void pause(long millis) {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closing && nanos > 0) {
        nanos = told.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    } finally {
      lock.unlock();
    }
  }

  /** How old the Patient is that was looked at last; zero when all were. */
  public Duration behind() {
    return store.behind();
  }

  /**
   * How identity stands.
   *
   * @param records source records
   * @param linked of them, those that share a person
   * @param again records that wait to be compared again
   * @param reviews open reviews
   * @param fullBlocks keys that more than the limit of records share; they propose nobody
   * @param method version of model and authorities
   * @param waiting whether the last round failed
   */
  public record State(
      long records,
      long linked,
      long again,
      long reviews,
      long fullBlocks,
      String method,
      boolean waiting) {}

  public State state() {
    ResolveStore.Counts counts = store.counts();
    lock.lock();
    try {
      return new State(
          counts.records(),
          counts.linked(),
          counts.again(),
          counts.reviews(),
          counts.fullBlocks(),
          matcher.method(),
          failing);
    } finally {
      lock.unlock();
    }
  }

  /** Ends after the round in work; the next start goes on. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      told.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
