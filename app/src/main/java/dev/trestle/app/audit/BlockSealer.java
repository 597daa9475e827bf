package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import dev.trestle.app.security.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the audit every second: what was committed since becomes a block, numbered, chained to the
 * block before and signed. Several processes may run one on the same database; in each moment one
 * of them seals. The newest hash goes to the log, a place that whoever changes the database does
 * not reach: see {@code docs/operations.md}.
 */
public final class BlockSealer implements AutoCloseable {
  /** An event that is older than this and in no block is an alarm. */
  public static final Duration LONGEST_UNSEALED = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOG_HEAD_EVERY = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(BlockSealer.class);

  private final Jdbi jdbi;
  private final AuditKeys keys;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Link known = Link.NONE;
  private volatile boolean broken;
  private volatile long completeNanos;
  private Link logged = Link.NONE;
  private long loggedNanos;
  private boolean alarmed;

  /** Starts sealing. */
  public static BlockSealer start(DataSource database, AuditKeys keys, Clock clock) {
    BlockSealer sealer = new BlockSealer(database, keys, clock, System::nanoTime);
    sealer.thread.start();
    return sealer;
  }

  /** For tests, which call {@link #seal} themselves. */
  BlockSealer(DataSource database, AuditKeys keys, Clock clock, LongSupplier nanoTime) {
    this.jdbi = Jdbi.create(database);
    this.keys = keys;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.completeNanos = nanoTime.getAsLong();
    this.loggedNanos = nanoTime.getAsLong() - LOG_HEAD_EVERY.toNanos();
    this.thread = new Thread(this::run, "audit-seal");
  }

  /** Whether the thread lives that seals. */
  public boolean alive() {
    return thread.isAlive();
  }

  /** Every event that is older than this is in a block. */
  public Duration behind() {
    return Duration.ofNanos(nanoTime.getAsLong() - completeNanos);
  }

  /** Whether a block that this process knew is gone or changed, or the sealer's own notes are. */
  public boolean broken() {
    return broken;
  }

  /** Number of the newest block; 0: there is none. */
  public long block() {
    return known.number();
  }

  private void run() {
    try {
      boolean more = false;
      while (more || !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        more = round();
      }
      // What the last requests left is sealed before the database goes.
      round();
      logHead(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean round() {
    boolean more = false;
    try {
      more = seal();
    } catch (RuntimeException failure) {
      // The reason is in the class; the text of a driver can quote rows.
      LOG.warn("Audit events wait to be sealed: {}", failure.getClass().getSimpleName());
    }
    alarm();
    logHead(false);
    return more;
  }

  /** Seals one block; returns whether there may be more to seal. */
  boolean seal() {
    long began = nanoTime.getAsLong();
    Optional<SealingRound.Result> done =
        jdbi.inTransaction(handle -> SealingRound.run(handle, known, clock.instant(), keys));
    if (done.isEmpty()) {
      other(began);
      return false;
    }
    SealingRound.Result result = done.get();
    known = result.link();
    if (result.broken() && !broken) {
      broken = true;
      LOG.error(
          "The audit was changed from outside: blocks are missing or were replaced."
              + " Run `trestle audit verify` and keep this log. Newest known block: {}",
          result.link());
    }
    if (!result.more()) {
      completeNanos = began;
    }
    return result.more();
  }

  /**
   * Makes a new key that signs from now on; the old one seals the event of the change and signs the
   * new one.
   *
   * @return the public half of the new one, in hexadecimal digits
   */
  public String rotate(AuditLog log, String actor, String reason) {
    KeyRotation.Done done =
        jdbi.inTransaction(
            handle -> KeyRotation.run(handle, keys, log, known, clock.instant(), actor, reason));
    known = done.link();
    String key = AuditKey.hex(done.change().publicKey());
    LOG.info("The audit is signed with key {} from block {} on", key, done.link().number() + 1);
    return key;
  }

  /** Another process seals; whether it does is seen by what is left. */
  private void other(long began) {
    boolean kept =
        jdbi.withHandle(
            handle ->
                BlockStore.fresh(handle, BlockStore.head(handle).lastId(), 1).stream()
                    .allMatch(
                        event -> event.at().isAfter(clock.instant().minus(PAUSE.multipliedBy(2)))));
    if (kept) {
      completeNanos = began;
    }
  }

  private void alarm() {
    boolean late = behind().compareTo(LONGEST_UNSEALED) > 0;
    if (late && !alarmed) {
      LOG.error("Audit events have not been sealed for {} seconds", behind().toSeconds());
    }
    alarmed = late;
  }

  private void logHead(boolean now) {
    boolean due = nanoTime.getAsLong() - loggedNanos >= LOG_HEAD_EVERY.toNanos();
    Link head = known;
    if (head.number() > 0 && !head.is(logged) && (due || now)) {
      LOG.info("Audit head: block {}", head);
      logged = head;
      loggedNanos = nanoTime.getAsLong();
    }
  }

  /** Seals what is there and stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
