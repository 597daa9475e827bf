package dev.trestle.app.console.overview;

import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balance of everything with the time of its counting. Counting millions of rows takes longer
 * than a page may, so a count of some seconds ago is shown while the next one is made.
 */
final class CountedBalance {
  /** After this a new count is made when somebody looks. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** How long a page waits for the first count. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(CountedBalance.class);

  private final BalanceStore store;
  private final Clock clock;
  private final AtomicBoolean counting = new AtomicBoolean();
  private volatile @Nullable Counted last;

  CountedBalance(BalanceStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A balance and when it was counted. */
  record Counted(Balance balance, Instant at) {}

  /** The last count; empty while the first one takes longer than a page may. */
  Optional<Counted> read() {
    Counted known = last;
    if (known != null && known.at().plus(FRESH).isAfter(clock.instant())) {
      return Optional.of(known);
    }
    if (counting.compareAndSet(false, true)) {
      CompletableFuture<Void> count = CompletableFuture.runAsync(this::count);
      if (known == null) {
        awaitALittle(count);
      }
    }
    return Optional.ofNullable(last);
  }

  private static void awaitALittle(CompletableFuture<Void> count) {
    try {
      count.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException later) {
      LOG.debug("The first count of the balance is not there yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count() {
    try {
      Instant at = clock.instant();
      last = new Counted(store.count(BalanceStore.Period.ALL), at);
    } catch (RuntimeException away) {
      LOG.warn("The balance could not be counted: {}", away.getClass().getName());
    } finally {
      counting.set(false);
    }
  }
}
