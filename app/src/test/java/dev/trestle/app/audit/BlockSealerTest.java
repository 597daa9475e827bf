package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event is in exactly one block, whoever commits late, seals beside us or dies. */
class BlockSealerTest {
  private static final String SEALED =
      """
      select count(*) from audit_event e
        join (select unnest(members) r from audit_block) b on e.id <@ b.r
      """;
  private static final String EVENTS = "select count(*) from audit_event";
  private final AuditRig rig = new AuditRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatWasCommittedBecomesABlockThatContinuesTheOneBefore() {
    BlockSealer sealer = rig.sealer();
    sealer.seal();
    assertThat(rig.number("select count(*) from audit_block")).isZero();
    rig.events("anna", 3);
    sealer.seal();
    rig.events("bert", 2);
    sealer.seal();
    sealer.seal();
    assertThat(rig.number("select count(*) from audit_block")).isEqualTo(2);
    assertThat(
            rig.number(
                "select count(*) from audit_block a join audit_block b"
                    + " on a.number + 1 = b.number and a.hash = b.previous"))
        .isOne();
    assertThat(sealer.block()).isEqualTo(2);
    assertThat(rig.check()).isEmpty();
    assertThat(sealer.broken()).isFalse();
  }

  @Test
  void aTransactionThatCommitsLateIsSealedWhenItHasAndARolledBackOneNever() {
    BlockSealer sealer = rig.sealer();
    try (Handle late = rig.jdbi.open();
        Handle undone = rig.jdbi.open()) {
      late.begin();
      AuditRig.insert(late, "late", 2);
      undone.begin();
      AuditRig.insert(undone, "undone", 2);
      rig.events("early", 3);
      sealer.seal();
      assertThat(rig.number(SEALED)).isEqualTo(3);
      undone.rollback();
      rig.sealer().seal();
      late.commit();
    }
    // Another process, after a restart: it knows only what stands in the database.
    rig.sealer().seal();
    rig.events("after", 1);
    sealer.seal();
    assertThat(rig.number(SEALED)).isEqualTo(6).isEqualTo(rig.number(EVENTS));
    assertThat(rig.check()).isEmpty();
    assertThat(sealer.broken()).isFalse();
  }

  @Test
  void severalSealersAndWritersAtOnceSealEachEventOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> writers =
          java.util.stream.IntStream.range(0, 3)
              .<Future<?>>mapToObj(
                  writer ->
                      threads.submit(
                          () -> {
                            for (int n = 0; n < 40; n++) {
                              rig.events("writer" + writer, 1 + n % 7);
                            }
                          }))
              .toList();
      List<Future<?>> sealers =
          java.util.stream.IntStream.range(0, 2)
              .<Future<?>>mapToObj(
                  unused ->
                      threads.submit(
                          () -> {
                            BlockSealer sealer = rig.sealer();
                            while (!writers.stream().allMatch(Future::isDone)) {
                              sealer.seal();
                            }
                            assertThat(sealer.broken()).isFalse();
                          }))
              .toList();
      for (Future<?> each : writers) {
        each.get();
      }
      for (Future<?> each : sealers) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    rig.sealer().seal();
    assertThat(rig.number(SEALED)).isEqualTo(rig.number(EVENTS));
    assertThat(rig.number("select sum(upper(r) - lower(r)) from audit_block, unnest(members) r"))
        .isEqualTo(rig.number(EVENTS));
    assertThat(rig.check()).isEmpty();
  }

  @Test
  void aSealerThatDiesBeforeItsCommitLeavesNoGapAndNoDouble() {
    rig.events("anna", 3);
    rig.jdbi.useHandle(
        handle -> {
          handle.begin();
          SealingRound.run(handle, Block.Link.NONE, AuditRig.THEN, rig.keys);
          handle.rollback();
        });
    assertThat(rig.number("select number from audit_head")).isZero();
    rig.sealer().seal();
    assertThat(rig.number(SEALED)).isEqualTo(3);
    assertThat(rig.check()).isEmpty();
  }

  @Test
  void moreThanABlockHoldsIsSealedInSeveral() {
    rig.jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into audit_event (event, at, actor, action, outcome, patients)"
                    + " select gen_random_uuid(), '2026-01-31', 'many', 'read', 0, '{}'"
                    + " from generate_series(1, 12000)"));
    BlockSealer sealer = rig.sealer();
    assertThat(sealer.seal()).isTrue();
    assertThat(sealer.seal()).isTrue();
    assertThat(sealer.seal()).isFalse();
    assertThat(rig.number(SEALED)).isEqualTo(12_000);
    assertThat(rig.check()).isEmpty();
  }

  @Test
  void itsThreadSealsByItselfAndOnceMoreWhenItStops() {
    BlockSealer sealer = BlockSealer.start(rig.database.dataSource(), rig.keys, Clock.systemUTC());
    rig.events("anna", 1);
    Awaitility.await().until(() -> rig.number(SEALED) == 1);
    rig.events("anna", 2);
    sealer.close();
    assertThat(rig.number(SEALED)).isEqualTo(3);
  }

  @Test
  void eventsAndBlocksAreNeverChangedThroughTheFrontDoor() {
    rig.events("anna", 1);
    rig.sealer().seal();
    for (String change :
        List.of(
            "update audit_event set actor = 'bert'",
            "delete from audit_event",
            "update audit_block set sealed_at = now()",
            "delete from audit_block")) {
      assertThatThrownBy(() -> rig.jdbi.useHandle(handle -> handle.execute(change)))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .hasRootCauseInstanceOf(SQLException.class);
    }
  }
}
