package dev.trestle.orchestration.message;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every combination of conditions against a list of all entries that is filtered by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageFiltersTest {
  /** Of one type, all filtered but one: more than one question looks at. */
  private static final int ALIKE = MessageStore.LOOKED_AT + 1_000;

  private static final long ONE_OF_ITS_TYPE = 5;
  private static final int ENTRIES = ALIKE + 4_000;

  private static final int RARE = ALIKE + 77;
  private static final int UNSETTLED = 60;
  private static final long SEED = 20_261_126;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> SOURCES = List.of("mercy/adt", "mercy/lab", "mercy/rare");
  private static final List<String> TYPES = List.of("ADT^A01", "ADT^A08", "ADT", "ORU^R01");
  private static final List<MessageState> STATES = List.of(MessageState.values());
  private static final List<ProblemCode> FINDINGS =
      List.of(ProblemCode.VALUE_INVALID, ProblemCode.SAME_ID_OTHER_CONTENT, ProblemCode.NO_MSH);

  private final Rig rig = new Rig();
  private final MessageStore store = new MessageStore(rig.plain());
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(
      long seq,
      String source,
      String type,
      Instant at,
      MessageState state,
      @Nullable ProblemCode finding) {}

  @BeforeAll
  void fill() {
    rig.crash(); // nobody works on what is made here
    Random random = new Random(SEED);
    for (int seq = 1; seq <= ALIKE; seq++) {
      MessageState state = seq == ONE_OF_ITS_TYPE ? MessageState.APPLIED : MessageState.FILTERED;
      entries.add(new Entry(seq, "mercy/lab", "BAR^P01", START.plusSeconds(seq), state, null));
    }
    for (int seq = ALIKE + 1; seq <= ENTRIES; seq++) {
      MessageState state =
          seq > ENTRIES - UNSETTLED
              ? MessageState.IN_FLIGHT
              : random.nextInt(3) > 0
                  ? MessageState.APPLIED
                  : STATES.get(random.nextInt(STATES.size() - 1));
      boolean found = state == MessageState.EXCEPTION || random.nextInt(10) == 0;
      entries.add(
          new Entry(
              seq,
              seq == RARE || seq == RARE + 2_000 ? "mercy/rare" : SOURCES.get(random.nextInt(2)),
              seq == RARE ? "MDM^T02" : TYPES.get(random.nextInt(TYPES.size())),
              START.plusSeconds(seq),
              state,
              found && state != MessageState.IN_FLIGHT && state != MessageState.WAITING
                  ? FINDINGS.get(random.nextInt(2))
                  : null));
    }
    write();
    try (MessageIndex index = new MessageIndex(rig.plain())) {
      index.drain();
    }
  }

  @AfterAll
  void close() {
    rig.close();
  }

  private void write() {
    Sql.run(
        rig.plain(),
        "create table journal_default_000000 partition of journal_default"
            + " for values from (0) to (1000000)");
    run(
        "insert into source (name) select unnest(array[%s])",
        SOURCES.stream().map(s -> "'" + s + "'").toList());
    run(
        """
        insert into journal (retention, seq, id, source, received_at, bytes, type, keys, kinds)
        select 0, v.seq, gen_random_uuid(), s.id, v.at::timestamptz, 10, v.type, '', ''
          from (values %s) as v (seq, source, type, at) join source s on s.name = v.source
        """,
        entries.stream()
            .map(e -> "(%d, '%s', '%s', '%s')".formatted(e.seq(), e.source(), e.type(), e.at()))
            .toList());
    run(
        """
        insert into outcome (seq, source, received_at, outcome, findings)
        select v.seq, j.source, j.received_at, v.outcome, v.findings
          from (values %s) as v (seq, outcome, findings) join journal j on j.seq = v.seq
        """,
        entries.stream()
            .filter(e -> e.state().outcome().isPresent())
            .map(
                e ->
                    "(%d, %d, %s)"
                        .formatted(
                            e.seq(), e.state().outcome().orElseThrow().number(), findings(e)))
            .toList());
    run(
        "insert into outcome_finding (code, seq) values %s",
        entries.stream()
            .filter(e -> e.state().outcome().isPresent() && e.finding() != null)
            .map(e -> "(" + number(e) + ", " + e.seq() + ")")
            .toList());
    run(
        """
        insert into exception (seq, source, received_at, code, location, text)
        select v.seq, j.source, j.received_at, v.code, 'X-1', 'why'
          from (values %s) as v (seq, code) join journal j on j.seq = v.seq
        """,
        entries.stream()
            .filter(e -> e.state() == MessageState.EXCEPTION)
            .map(e -> "(" + e.seq() + ", " + number(e) + ")")
            .toList());
    run(
        """
        insert into waiting (seq, source, received_at, waits_for)
        select v.seq, j.source, j.received_at, mod(v.seq, 3)
          from (values %s) as v (seq) join journal j on j.seq = v.seq
        """,
        entries.stream()
            .filter(e -> e.state() == MessageState.WAITING)
            .map(e -> "(" + e.seq() + ")")
            .toList());
    Sql.run(rig.plain(), "update watermark set seq = " + (ENTRIES - UNSETTLED));
    Sql.run(rig.plain(), "update journal_head set seq = " + ENTRIES);
    Sql.run(rig.plain(), "analyze");
  }

  private static int number(Entry entry) {
    return Objects.requireNonNull(entry.finding()).number();
  }

  private static String findings(Entry entry) {
    return entry.finding() == null ? "null" : "'W" + number(entry) + "@PID-3;I999999@ZZZ-1'";
  }

  private void run(String sql, List<String> rows) {
    Sql.run(rig.plain(), sql.formatted(rows.stream().collect(joining(","))));
  }

  /** All pages, up to a number of rows. */
  private List<Long> walk(MessageFilter filter, int limit) {
    List<Long> seqs = new ArrayList<>();
    long before = Long.MAX_VALUE;
    MessagePage page;
    do {
      page = store.list(filter, before);
      page.rows().forEach(row -> seqs.add(row.seq()));
      before = page.before().orElse(0);
    } while (page.before().isPresent() && seqs.size() < limit);
    return seqs.subList(0, Math.min(limit, seqs.size()));
  }

  private List<Long> byHand(MessageFilter filter, int limit) {
    Predicate<Entry> fits =
        e ->
            (filter.source() == null || e.source().equals(filter.source()))
                && (filter.type() == null
                    || e.type().equals(filter.type())
                    || e.type().startsWith(filter.type() + "^"))
                && (filter.state() == null || e.state() == filter.state())
                && (filter.finding() == null || filter.finding() == e.finding())
                && (filter.from() == null || !e.at().isBefore(filter.from()))
                && (filter.to() == null || e.at().isBefore(filter.to()))
                && (filter.waitsFor() == null
                    || (e.state() == MessageState.WAITING && e.seq() % 3 == filter.waitsFor()));
    return entries.stream()
        .filter(fits)
        .map(Entry::seq)
        .sorted(Comparator.reverseOrder())
        .limit(limit)
        .toList();
  }

  @Test
  void everyCombinationFindsWhatAWalkOverEverythingFinds() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 150; i++) {
      Instant from = START.plusSeconds(random.nextInt(ENTRIES));
      MessageFilter filter =
          MessageFilter.ALL
              .withSource(oneOf(random, SOURCES))
              .withType(oneOf(random, List.of("ADT", "ADT^A01", "MDM^T02", "ORU", "OR", "ADT^")))
              .withState(oneOf(random, STATES))
              .withFinding(oneOf(random, FINDINGS))
              .withWaitsFor(random.nextInt(5) == 0 ? Long.valueOf(random.nextInt(4)) : null)
              .withPeriod(
                  random.nextInt(3) == 0 ? from : null,
                  random.nextInt(3) == 0 ? from.plusSeconds(random.nextInt(ENTRIES)) : null);
      assertThat(walk(filter, 300)).as("%d: %s", i, filter).isEqualTo(byHand(filter, 300));
    }
  }

  private static <T> @Nullable T oneOf(Random random, List<T> values) {
    return random.nextBoolean() ? null : values.get(random.nextInt(values.size()));
  }

  @Test
  void aQuestionThatLooksAtTooMuchSaysHowFarItCameAndGoesOnFromThere() {
    MessageFilter filter = MessageFilter.ALL.withType("BAR").withState(MessageState.APPLIED);
    MessagePage first = store.list(filter, Long.MAX_VALUE);
    assertThat(first.rows()).isEmpty();
    assertThat(first.stopped()).isTrue();
    MessagePage second = store.list(filter, first.before().orElseThrow());
    assertThat(second.rows()).extracting(MessageSummary::seq).containsExactly(ONE_OF_ITS_TYPE);
    assertThat(second.before()).isEmpty();
    assertThat(second.stopped()).isFalse();
  }
}
