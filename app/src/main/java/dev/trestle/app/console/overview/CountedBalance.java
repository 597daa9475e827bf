package dev.trestle.app.console.overview;

import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
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

  /** The last count; the first one is waited for. */
  Counted read() {
    Counted known = last;
    if (known == null) {
      return count();
    }
    if (known.at().plus(FRESH).isBefore(clock.instant()) && counting.compareAndSet(false, true)) {
      var unused =
          CompletableFuture.runAsync(this::count)
              .whenComplete(
                  (done, failure) -> {
                    counting.set(false);
                    if (failure != null) {
                      LOG.warn("The balance could not be counted");
                    }
                  });
    }
    return known;
  }

  private Counted count() {
    Instant at = clock.instant();
    Counted counted = new Counted(store.count(BalanceStore.Period.ALL), at);
    last = counted;
    return counted;
  }
}
