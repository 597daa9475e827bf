package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.kernel.record.ChartSizes.Chart;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of the list: also of a long one. */
class WeighingTest {
  private static final int MANY = 100_000;
  private static final long PAGE_MILLIS = 200;
  private final Arrivals world = new Arrivals();
  private final Map<Long, Chart> charts = new HashMap<>();
  private final Weighing weighing = new Weighing(world.database().dataSource(), rids -> charts);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whoseChartIsBigComesFirstAndAgainWhenItGrows() throws SQLException {
    world.resolver.thenWeigh(weighing::run);
    pair("anna", "1971-04-05");
    pair("berta", "1972-05-06");
    pair("clara", "1973-06-07");
    chart("berta b", 100);
    world.resolver.drain();
    assertThat(first()).isEqualTo("berta a+berta b");
    assertThat(world.decisions.open(0, "stella")).allMatch(review -> review.urgency() > 0);

    chart("clara a", 200);
    world.resolver.drain();
    assertThat(first()).as("weighed not long ago").isEqualTo("berta a+berta b");
    sql("update match_review set weighed_at = now() - interval '2 hours'");
    world.resolver.drain();
    assertThat(first()).isEqualTo("clara a+clara b");
    Review clara = world.decisions.open(0, "stella").get(0);
    world.decisions.decide(clara.id(), Answer.LATER, "stella", "call her");
    assertThat(first()).as("what needs more goes behind").isEqualTo("berta a+berta b");
    assertThat(world.decisions.open(0, "stella"))
        .last()
        .isEqualTo(world.decisions.review(clara.id()).review());
  }

  /** Of a hundred thousand the index leads to any page. */
  @Test
  void aPageOfALongListIsThereAtOnceAndNoReviewIsLostBetweenPages() throws SQLException {
    sql(
        """
        insert into match_review (low, high, kind, status, posterior, model, evidence, urgency,
                                  weighed_at, deferred)
        select n, n + 1000000000, 1, 0, 0.8, 'm', '', (n * 7919 %% 997) / 10.0, now(), n %% 10 = 0
          from generate_series(1, %d) n
        """
            .formatted(MANY));
    sql("analyze match_review");
    List<Review> all = new ArrayList<>();
    long slowest = 0;
    for (long after = 0; all.size() < MANY; ) {
      long began = System.nanoTime();
      List<Review> page = world.decisions.open(after, "stella");
      slowest = Math.max(slowest, System.nanoTime() - began);
      assertThat(page).isNotEmpty();
      all.addAll(page);
      after = page.get(page.size() - 1).id();
    }
    assertThat(all.stream().map(Review::id).distinct().count()).isEqualTo(MANY);
    for (int i = 1; i < all.size(); i++) {
      Review one = all.get(i - 1);
      Review next = all.get(i);
      boolean ordered =
          one.deferred() == next.deferred() ? one.urgency() >= next.urgency() : next.deferred();
      assertThat(ordered).as("place " + i).isTrue();
    }
    assertThat(slowest / 1_000_000).isLessThan(PAGE_MILLIS);
    assertThat(plan()).as("no sorting of all").doesNotContain("Sort").contains("match_review_open");
  }

  private String plan() throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = world.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "explain select * from match_review where status = 0"
                    + " and (deferred, (-urgency), id) > (false, -50.0, 7)"
                    + " order by deferred, (-urgency), id limit 100")) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    }
    return text.toString();
  }

  private void pair(String given, String born) {
    world.arrive(given + " a", People.at("a", given, "Quistgaard", born));
    world.arrive(given + " b", People.at("b", given, "Quistgaard", born));
  }

  private void chart(String name, int clinical) {
    charts.put(world.rid(name), new Chart(clinical, Instant.now()));
  }

  private String first() {
    Review first = world.decisions.open(0, "stella").get(0);
    return world.reviewedPairs().stream()
        .filter(
            pair -> {
              String[] names = pair.split("\\+", 2);
              return world.review(names[0], names[1]).id() == first.id();
            })
        .findFirst()
        .orElseThrow();
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = world.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
