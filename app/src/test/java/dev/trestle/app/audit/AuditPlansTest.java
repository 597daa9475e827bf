package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches look up by index, whatever is asked: at two million events a scan takes seconds. */
class AuditPlansTest {
  private static final String MANY =
      """
      insert into audit_event (event, at, actor, action, outcome, patients)
      select event, uuid_extract_timestamp(event) + interval '7 microseconds',
             'user' || n % 100, case when n % 5000 = 0 then 'backup' else 'read' end, 0,
             array[md5((n % 3000)::text)::uuid]
        from (select n, uuidv7(make_interval(secs => -n)) as event from generate_series(1, 30000) n) one
      """;

  /** What people do with messages; programs read records far more often. */
  private static final String LOOKS =
      """
      insert into audit_event (event, at, actor, action, outcome, type, target)
      select event, uuid_extract_timestamp(event) + interval '7 microseconds',
             'looker', 'message-show', 0, 'journal-entry', md5((n % 500)::text)::uuid
        from (select n, uuidv7(make_interval(secs => -n)) as event from generate_series(1, 3000) n) one
      """;

  private final AuditRig rig = new AuditRig();

  @BeforeEach
  void manyEvents() {
    rig.jdbi.useHandle(
        handle -> {
          handle.execute(MANY);
          handle.execute(LOOKS);
          handle.execute("analyze audit_event");
        });
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private String plan(AuditQuery query) {
    return rig.jdbi.withHandle(
        handle ->
            String.join(
                "\n",
                AuditSearchStore.bind(
                        handle.createQuery("explain " + AuditSearchStore.sql(query)), query)
                    .mapTo(String.class)
                    .list()));
  }

  private static void assertByIndex(String plan, String index) {
    assertThat(plan).contains(index).doesNotContain("Seq Scan");
  }

  @Test
  void eachCriterionHasItsIndex() {
    UUID patient = UUID.fromString("c4ca4238-a0b9-2382-0dcc-509a6f75849b");
    Optional<Instant> from = Optional.of(Instant.now().minusSeconds(9_000));
    Optional<Instant> to = Optional.of(Instant.now().minusSeconds(8_990));
    assertByIndex(plan(AuditQuery.ALL.about(List.of(patient))), "audit_event_patients");
    assertByIndex(
        plan(AuditQuery.ALL.about(List.of(patient, UUID.randomUUID())).by("user7")),
        "audit_event_");
    assertByIndex(plan(AuditQuery.ALL.by("user7")), "audit_event_actor");
    assertByIndex(plan(AuditQuery.ALL.by("user7").between(from, to)), "audit_event_actor");
    assertByIndex(plan(AuditQuery.ALL.of("backup")), "audit_event_action");
    assertByIndex(plan(AuditQuery.ALL.at(patient)), "audit_event_entry");
    assertByIndex(plan(AuditQuery.ALL.at(patient).after(UUID.randomUUID())), "audit_event_entry");
    assertByIndex(plan(AuditQuery.ALL), "audit_event_event");
    assertByIndex(plan(AuditQuery.ALL.between(from, to)), "audit_event_event");
    assertByIndex(plan(AuditQuery.ALL.after(UUID.randomUUID())), "audit_event_event");
  }

  @Test
  void sealingAndProvingWalkAlongThePrimaryKeyWithGapsToo() {
    String late =
        explained(
            BlockStore.LATE, query -> query.bindArray("ids", Long.class, List.of(7L, 9L, 20_000L)));
    assertByIndex(late, "audit_event_pkey");
    String members =
        explained(
            BlockStore.OF_MEMBERS,
            query ->
                query
                    .bind("low", 5_000L)
                    .bind("high", 7_000L)
                    .bind("members", "{[5000,6000),[6500,7001)}"));
    assertByIndex(members, "audit_event_pkey");
  }

  private String explained(String statement, UnaryOperator<Query> bind) {
    return rig.jdbi.withHandle(
        handle ->
            String.join(
                "\n",
                bind.apply(handle.createQuery("explain " + statement)).mapTo(String.class).list()));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    List<StoredEvent> all = find(AuditQuery.ALL.by("user7").withLimit(1_000));
    List<StoredEvent> first = find(AuditQuery.ALL.by("user7").withLimit(10));
    UUID last = java.util.Objects.requireNonNull(first.get(9).event());
    List<StoredEvent> second = find(AuditQuery.ALL.by("user7").withLimit(10).after(last));
    assertThat(all).hasSize(300).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
    assertThat(first).extracting(StoredEvent::id).isEqualTo(ids(all.subList(0, 10)));
    assertThat(second).extracting(StoredEvent::id).isEqualTo(ids(all.subList(10, 20)));
  }

  @Test
  void aPeriodBeginsAndEndsToTheMicrosecond() {
    StoredEvent one = find(AuditQuery.ALL.withLimit(20)).get(10);
    assertThat(
            find(
                AuditQuery.ALL.between(
                    Optional.of(one.at()), Optional.of(one.at().plusNanos(1_000)))))
        .extracting(StoredEvent::id)
        .containsExactly(one.id());
    assertThat(
            find(
                AuditQuery.ALL.between(
                    Optional.of(one.at().minusNanos(1_000)), Optional.of(one.at()))))
        .isEmpty();
  }

  private List<StoredEvent> find(AuditQuery query) {
    return rig.jdbi.withHandle((Handle handle) -> AuditSearchStore.find(handle, query));
  }

  private static List<Long> ids(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::id).toList();
  }
}
