package dev.trestle.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.postgres.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No answer without an audit, no hanging, nothing written twice, nothing swapped unseen. */
class AuditLogTest {
  private final TestDatabase database = TestDatabase.create();
  private final SwitchedDatabase switched = new SwitchedDatabase(database.dataSource());
  private final Jdbi jdbi = Jdbi.create(database.dataSource());
  private final Sealer sealer = Sealer.inMemory();
  private final AtomicLong nanos = new AtomicLong();
  private final AuditLog log = new AuditLog(switched, sealer, nanos::get);

  @BeforeEach
  void isEmpty() {
    assertThat(count()).isZero();
  }

  @AfterEach
  void close() {
    switched.away(false);
    log.close();
    database.close();
  }

  @Test
  void anEventIsWrittenWithoutWaitingForAnother() {
    log.record(event("one"));
    Awaitility.await().until(() -> count() == 1);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void whenTooManyWaitReadingStopsAtOnceAndGoesOnWhenTheyAreWritten() {
    switched.away(true);
    int taken = 0;
    try {
      for (; taken <= AuditLog.QUEUE_EVENTS * 2; taken++) {
        log.record(event("many"));
      }
    } catch (TrestleException full) {
      assertThat(full.code()).isEqualTo(ProblemCode.QUEUE_FULL);
    }
    assertThat(taken).isBetween(AuditLog.QUEUE_EVENTS, AuditLog.QUEUE_EVENTS * 2);

    switched.away(false);
    int expected = taken;
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> count() == expected);
    assertThatCode(() -> log.record(event("after"))).doesNotThrowAnyException();
  }

  @Test
  void whenOneHasWaitedTooLongReadingStopsThoughThereIsRoom() {
    switched.away(true);
    log.record(event("first"));
    Awaitility.await().until(() -> log.waiting() == 0);
    log.record(event("second"));
    nanos.addAndGet(AuditLog.LONGEST_WAIT.toNanos() + 1);
    assertThatThrownBy(() -> log.record(event("third")))
        .isInstanceOfSatisfying(
            TrestleException.class,
            full -> assertThat(full.code()).isEqualTo(ProblemCode.QUEUE_FULL));

    switched.away(false);
    Awaitility.await().until(() -> count() == 2);
    Awaitility.await().until(() -> log.behind().isZero());
    assertThatCode(() -> log.record(event("fourth"))).doesNotThrowAnyException();
  }

  @Test
  void aBatchWhoseCommitWasLostIsNotWrittenTwice() {
    AuditStore store = new AuditStore(database.dataSource(), sealer);
    List<AuditStore.Identified> batch =
        List.of(
            new AuditStore.Identified(UUID.randomUUID(), event("one")),
            new AuditStore.Identified(UUID.randomUUID(), event("two")));
    store.append(batch);
    store.append(batch);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aDetailOpensInItsOwnRowOnly() {
    log.record(event("one"));
    log.record(event("two"));
    Awaitility.await().until(() -> count() == 2);
    List<Row> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select event, detail from audit_event order by id")
                    .map(
                        (row, context) ->
                            new Row(row.getObject("event", UUID.class), row.getBytes("detail")))
                    .list());
    Row first = rows.get(0);
    assertThat(first.event().version()).isEqualTo(7);
    assertThat(sealer.open("audit_event", AuditStore.place(first.event()), first.detail()))
        .isEqualTo("one".getBytes(StandardCharsets.UTF_8));
    byte[] other = AuditStore.place(rows.get(1).event());
    assertThatThrownBy(() -> sealer.open("audit_event", other, first.detail()))
        .isInstanceOf(TrestleException.class);
  }

  private record Row(UUID event, byte[] detail) {}

  private long count() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from audit_event").mapTo(long.class).one());
  }

  private static AuditEvent event(String detail) {
    return new AuditEvent(
        Instant.parse("2026-01-31T12:00:00Z"),
        "anna",
        "search-type",
        0,
        Optional.of("Patient"),
        Optional.empty(),
        List.of(),
        Optional.of(detail));
  }
}
