package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.intake.Reply;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import dev.trestle.sandbox.site.DemoSite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The same feeds, woven into each other in other ways and worked on by other numbers of workers,
 * give the same records. {@code -Dtrestle.independence.seed=N} repeats a run, {@code
 * -Dtrestle.independence.interleavings=N} makes it longer.
 */
class IndependenceTest {
  private static final long SEED = Long.getLong("trestle.independence.seed", System.nanoTime());
  private static final int INTERLEAVINGS =
      Integer.getInteger("trestle.independence.interleavings", 2);
  private static final int MESSAGES_OF_A_HOSPITAL = 130;
  private static final int PEOPLE = 45;
  private static final List<Integer> WORKERS = List.of(1, 2, 8);

  /** What became of a run. */
  private record Result(List<String> records, Map<String, String> outcomes) {
    @Override
    public String toString() {
      return "Result[" + records.size() + " records]";
    }
  }

  @Test
  void neitherInterleavingNorWorkersChangeTheRecords() throws Exception {
    System.out.println("independence test: seed " + SEED + ", " + INTERLEAVINGS + " interleavings");
    Map<String, List<byte[]>> feeds = feeds();
    Result expected = run(inTurn(feeds), 2);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < INTERLEAVINGS; round++) {
      List<byte[]> messages = woven(feeds, random.split());
      for (int workers : WORKERS) {
        Result result = run(messages, workers);
        String what = "seed " + SEED + ", round " + round + ", " + workers + " workers";
        assertThat(result.outcomes()).as(what).isEqualTo(expected.outcomes());
        assertThat(difference(expected.records(), result.records())).as(what).isEmpty();
      }
    }
  }

  /** What the hospitals' six feeds send, each in its order. */
  private static Map<String, List<byte[]>> feeds() {
    Map<String, List<byte[]>> feeds = new TreeMap<>();
    for (Hospital hospital : Sandbox.of(SEED, PEOPLE).hospitals()) {
      for (int i = 0; i < MESSAGES_OF_A_HOSPITAL; i++) {
        SimulatedMessage message = hospital.next();
        feeds
            .computeIfAbsent(message.feed().toString(), feed -> new ArrayList<>())
            .add(message.bytes());
      }
    }
    return feeds;
  }

  /** One feed after the other. */
  private static List<byte[]> inTurn(Map<String, List<byte[]>> feeds) {
    List<byte[]> all = new ArrayList<>();
    feeds.values().forEach(all::addAll);
    return all;
  }

  /** Any order that keeps that of each feed; feeds come in bursts, as they do. */
  private static List<byte[]> woven(Map<String, List<byte[]>> feeds, SplittableRandom random) {
    List<Deque<byte[]>> left = new ArrayList<>();
    feeds.values().forEach(feed -> left.add(new ArrayDeque<>(feed)));
    List<byte[]> all = new ArrayList<>();
    while (!left.isEmpty()) {
      Deque<byte[]> feed = left.get(random.nextInt(left.size()));
      for (int burst = random.nextInt(1, 8); burst > 0 && !feed.isEmpty(); burst--) {
        all.add(feed.removeFirst());
      }
      left.removeIf(Deque::isEmpty);
    }
    return all;
  }

  private static Result run(List<byte[]> messages, int workers) throws Exception {
    Site site = DemoSite.site(0);
    try (WayRig rig = new WayRig(site, workers)) {
      List<CompletableFuture<Optional<Reply>>> answers = new ArrayList<>();
      messages.forEach(message -> answers.add(rig.receive(message)));
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
      assertThat(rig.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Balance balance = rig.balance();
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.received()).isEqualTo(messages.size());
      return new Result(Likeness.of(rig.resources()), outcomes(rig));
    }
  }

  /**
   * By feed and place in it. Of two messages that say the same the one that comes later is
   * unchanged, so these two words are one here; with what the record came to they cannot hide a
   * difference.
   */
  private static Map<String, String> outcomes(WayRig rig) throws Exception {
    Map<String, Integer> places = new TreeMap<>();
    Map<String, String> outcomes = new TreeMap<>();
    rig.query(
        """
        select s.name, j.type, o.outcome, e.code, w.seq
          from journal j join source s on s.id = j.source
          left join outcome o using (seq) left join exception e using (seq)
          left join waiting w using (seq)
         order by j.seq
        """,
        row -> {
          String source = row.getString(1);
          String place = source + " " + places.merge(source, 1, Integer::sum);
          int number = row.getInt(3);
          String outcome = number > 0 ? Outcome.of(number).name() : "exception " + row.getInt(4);
          boolean taken = number == 1 || number == 2;
          outcomes.put(place + " " + row.getString(2), taken ? "TAKEN" : outcome);
        });
    return outcomes;
  }

  private static List<String> difference(List<String> expected, List<String> found) {
    List<String> missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    List<String> more = new ArrayList<>(found);
    expected.forEach(more::remove);
    List<String> lines = new ArrayList<>();
    missing.forEach(text -> lines.add("- " + text));
    more.forEach(text -> lines.add("+ " + text));
    Collections.sort(lines, (a, b) -> a.substring(2).compareTo(b.substring(2)));
    return lines;
  }
}
