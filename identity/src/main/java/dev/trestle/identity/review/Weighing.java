package dev.trestle.identity.review;

import dev.trestle.identity.review.ReviewStore.Unweighed;
import dev.trestle.kernel.record.ChartSizes;
import dev.trestle.kernel.record.ChartSizes.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Puts open reviews into their order, anew every hour: charts grow and people come back. */
public final class Weighing {
  static final Duration AGAIN = Duration.ofHours(1);
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final ChartSizes charts;

  public Weighing(DataSource database, ChartSizes charts) {
    this.jdbi = Jdbi.create(database);
    this.charts = charts;
  }

  /** Weighs some that were not weighed lately; returns how many there were. */
  public int run() {
    Instant now = Instant.now();
    List<Unweighed> reviews =
        jdbi.withHandle(handle -> ReviewStore.unweighed(handle, now.minus(AGAIN), BATCH));
    if (reviews.isEmpty()) {
      return 0;
    }
    Set<Long> rids = new HashSet<>();
    reviews.forEach(one -> rids.addAll(List.of(one.pair().low(), one.pair().high())));
    Map<Long, Chart> found = charts.of(rids);
    List<ReviewStore.Weighed> weighed = new ArrayList<>(reviews.size());
    for (Unweighed one : reviews) {
      Chart low = found.getOrDefault(one.pair().low(), Chart.EMPTY);
      Chart high = found.getOrDefault(one.pair().high(), Chart.EMPTY);
      weighed.add(
          new ReviewStore.Weighed(
              one.id(), Urgency.of(one.kind(), one.posterior(), low, high, now)));
    }
    jdbi.useTransaction(handle -> ReviewStore.weigh(handle, weighed));
    return reviews.size();
  }
}
