package dev.trestle.orchestration.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.FaultyDatabase;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.postgres.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant NOW = Instant.parse("2026-03-04T10:30:20Z");
  private final TestDatabase database = TestDatabase.create();
  private final FaultyDatabase faulty = new FaultyDatabase(database.dataSource());
  private final Traffic traffic = new Traffic(faulty, Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    traffic.close();
    database.close();
  }

  @Test
  void whatIsCountedIsWrittenByTheMinuteAndAddsUp() {
    traffic.received(Rig.ADT, "ADT^A01");
    traffic.received(Rig.ADT, "ADT^A01");
    traffic.settled(Rig.ADT, "ADT^A01", Outcome.APPLIED);
    traffic.write();
    traffic.received(Rig.LAB, "ORU^R01");
    traffic.excepted(Rig.LAB, "ORU^R01");
    traffic.write();
    traffic.write();
    assertThat(traffic.since(NOW.minusSeconds(60)))
        .containsExactly(new Minute("", Instant.parse("2026-03-04T10:30:00Z"), 3, 1, 1));
    assertThat(traffic.since(NOW.minusSeconds(60), "mercy/lab"))
        .containsExactly(new Minute("mercy/lab", Instant.parse("2026-03-04T10:30:00Z"), 1, 0, 1));
  }

  @Test
  void sourcesBeyondTheNamedOnesAreCountedTogether() {
    for (int n = 0; n < Traffic.SOURCES + 7; n++) {
      traffic.received(SourceName.parse("mercy/s" + n), "ADT^A01");
    }
    traffic.write();
    assertThat(traffic.since(NOW.minusSeconds(60)).get(0).received()).isEqualTo(507);
    assertThat(traffic.since(NOW.minusSeconds(60), "other").get(0).received()).isEqualTo(7);
  }

  @Test
  void whatIsOlderThanItIsKeptForIsForgotten() {
    String old = NOW.minus(Traffic.KEPT).minusSeconds(60).toString();
    String kept = NOW.minus(Traffic.KEPT).plusSeconds(60).toString();
    for (String at : List.of(old, kept)) {
      Sql.run(
          database.dataSource(), "insert into traffic values ('mercy/adt', '" + at + "', 1, 0, 0)");
      Sql.run(database.dataSource(), "insert into traffic_latency values ('" + at + "', 1, 1)");
    }
    traffic.write();
    assertThat(traffic.since(Instant.EPOCH))
        .extracting(Minute::start)
        .containsExactly(Instant.parse(kept));
    assertThat(traffic.latencySince(Instant.EPOCH)).as("durations are kept a week").isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsCountedOn() {
    traffic.received(Rig.ADT, "ADT^A01");
    faulty.goAway();
    assertThatThrownBy(traffic::write).isInstanceOf(RuntimeException.class);
    faulty.comeBack();
    traffic.write();
    assertThat(traffic.since(NOW.minusSeconds(60)).get(0).received()).isOne();
  }

  @Test
  void ofAMinuteTheMedianAndTheNinetyNinthPercentileAreKnownToAFifth() {
    for (int n = 1; n <= 1_000; n++) {
      traffic.took(Rig.ADT, n);
    }
    faulty.goAway();
    assertThatThrownBy(traffic::write).isInstanceOf(RuntimeException.class);
    faulty.comeBack();
    traffic.write();
    assertThat(traffic.latencySince(NOW.minusSeconds(60)))
        .singleElement()
        .satisfies(
            minute -> {
              assertThat(minute.start()).isEqualTo(Instant.parse("2026-03-04T10:30:00Z"));
              assertThat(minute.medianMillis()).isBetween(500L, 600L);
              assertThat(minute.p99Millis()).isBetween(990L, 1_190L);
            });
    traffic.took(Rig.LAB, 700_000);
    traffic.write();
    assertThat(traffic.latencySince(NOW.minusSeconds(60)).get(0).medianMillis())
        .as("one of a thousand and one moves nothing")
        .isBetween(500L, 600L);
    assertThat(traffic.latencySince(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void aDurationIsNeverToldTooShortAndAtMostAFifthTooLong() {
    for (long millis : new long[] {0, 1, 2, 3, 7, 8, 100, 250, 9_999, 86_400_000}) {
      long told = LatencySteps.millis(LatencySteps.of(millis));
      assertThat((double) told)
          .as("%d ms", millis)
          .isBetween((double) Math.max(1, millis), Math.max(1, millis) * 1.2 + 1);
    }
    assertThat(LatencySteps.of(-5)).isZero();
    assertThat(LatencySteps.of(Long.MAX_VALUE)).isEqualTo(LatencySteps.COUNT - 1);
  }

  @Test
  void usualIsTheSameHourOfEarlierWeeksThatAreKnown() {
    for (int week : new int[] {1, 3}) {
      Instant then = NOW.minus(Duration.ofDays(7L * week)).minusSeconds(600);
      Sql.run(
          database.dataSource(),
          "insert into traffic values ('mercy/adt', '" + then + "', " + 100 * week + ", 0, 0)");
    }
    assertThat(traffic.rates().get("mercy/adt")).isEqualTo(new Traffic.Rate(0, 200));
    assertThat(traffic.rates().get("mercy/lab")).isNull();
  }
}
