package dev.trestle.app.audit;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the events of blocks that have been kept long enough, the oldest first; the blocks stay.
 * A block that is not as it was sealed stays with all that come after it: nobody gets rid of traces
 * by waiting. Looks once a day.
 */
public final class AuditRetention implements AutoCloseable {
  /** Events of one transaction, and blocks: a small site has one event in a block. */
  private static final int STEP_EVENTS = 20_000;

  private static final int STEP_BLOCKS = 2_000;
  private static final int PAGE_BLOCKS = 50;
  private static final long FIRST_MINUTES = 5;
  private static final long EVERY_MINUTES = 24 * 60;
  private static final long CLOSE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

  private final Jdbi jdbi;
  private final AuditKeys keys;
  private final AuditLog log;
  private final IntSupplier years;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private volatile boolean closing;

  /**
   * For tests, which call {@link #remove} themselves.
   *
   * @param years how long events are kept; less than six count as six
   */
  AuditRetention(
      DataSource database, AuditKeys keys, AuditLog log, IntSupplier years, Clock clock) {
    this.jdbi = Jdbi.create(database);
    this.keys = keys;
    this.log = log;
    this.years = years;
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "audit-retention"));
  }

  /** Starts looking. */
  public static AuditRetention start(
      DataSource database, AuditKeys keys, AuditLog log, IntSupplier years, Clock clock) {
    AuditRetention retention = new AuditRetention(database, keys, log, years, clock);
    var unused =
        retention.thread.scheduleWithFixedDelay(
            retention::look, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    return retention;
  }

  private void look() {
    try {
      while (remove() && !closing) {
        LOG.debug("There may be more of the audit to remove");
      }
    } catch (RuntimeException failure) {
      // The text of a driver can quote rows.
      LOG.warn("The audit's retention waits: {}", failure.getClass().getSimpleName());
    }
  }

  /** Removes what is due of the oldest blocks; returns whether there may be more. */
  boolean remove() {
    return jdbi.inTransaction(this::remove);
  }

  private boolean remove(Handle handle) {
    BlockStore.awaitLock(handle);
    int kept = Math.max(years.getAsInt(), Removal.LEAST_YEARS);
    Instant now = clock.instant();
    long last = RemovalStore.last(handle);
    List<Block> due = due(handle, last, Removal.before(now, kept));
    if (due.isEmpty()) {
      return false;
    }
    Block end = due.get(due.size() - 1);
    List<IdRange> members =
        due.stream()
            .flatMap(block -> block.members().stream())
            .sorted(Comparator.comparingLong(IdRange::first))
            .toList();
    int removed = RemovalStore.remove(handle, members);
    UUID event =
        log.record(
            handle,
            AuditEvent.ofTrestle(
                now,
                "audit-retention",
                "%d events of blocks %d to %d, kept %d years"
                    .formatted(removed, last + 1, end.number(), kept)));
    RemovalStore.add(
        handle, Removal.sign(last + 1, end.link(), now, kept, event, keys.current(handle)));
    return true;
  }

  /** The oldest blocks that are due and whole, up to the first that is not. */
  private List<Block> due(Handle handle, long last, Instant before) {
    BlockCheck check = new BlockCheck(keys.periods(handle, trouble -> {}), Removals.NONE);
    List<Block> due = new ArrayList<>();
    Block.Link link = BlockStore.link(handle, last);
    long events = 0;
    while (due.size() < STEP_BLOCKS && events < STEP_EVENTS) {
      List<Block> page = BlockStore.blocks(handle, link.number() + 1, PAGE_BLOCKS);
      for (Block block : page) {
        boolean old = block.lastAt().isBefore(before) && block.sealedAt().isBefore(before);
        if (!old || due.size() == STEP_BLOCKS || events >= STEP_EVENTS) {
          return due;
        }
        if (!check.check(link, block, BlockStore.events(handle, block)).isEmpty()) {
          LOG.error(
              "Block {} of the audit is not as it was sealed: it is kept, and all after it. Run"
                  + " `trestle audit verify`",
              block.number());
          return due;
        }
        due.add(block);
        events += block.events();
        link = block.link();
      }
      if (page.isEmpty()) {
        return due;
      }
    }
    return due;
  }

  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The audit's retention did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
