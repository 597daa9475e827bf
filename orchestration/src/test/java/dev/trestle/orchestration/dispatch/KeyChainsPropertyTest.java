package dev.trestle.orchestration.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random histories against a naive model that knows the rules and nothing of lines. */
class KeyChainsPropertyTest {
  private static final int HISTORIES = 120;
  private static final int STEPS = 120;
  private static final String[] SOURCES = {"mercy/adt", "mercy/lab", "mercy/continue", "mercy/all"};
  private static final String[] TYPES = {"ADT^A01", "ADT^A08", "ORU^R01", "ORM^O01"};
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private enum State {
    OPEN,
    RUNNING,
    EXCEPTION,
    DONE
  }

  private static OnFailure policy(SourceName source) {
    return switch (source.feed()) {
      case "continue" -> OnFailure.CONTINUE;
      case "all" -> OnFailure.HOLD_PATIENT;
      default -> OnFailure.HOLD_DEPENDENTS;
    };
  }

  private static final class History {
    final KeyChains chains = new KeyChains(KeyChainsPropertyTest::policy, new HeldSources());
    final TreeMap<Long, JournalEntry> entries = new TreeMap<>();
    final TreeMap<Long, State> states = new TreeMap<>();
    final Random random;
    long head;

    History(long seed) {
      random = new Random(seed);
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> admitNew();
        case 3, 4 -> settleOne();
        case 5 -> any(State.RUNNING, this::park);
        case 6 -> any(State.EXCEPTION, this::resume);
        default -> decide();
      }
      everythingStandingStillHasAReason();
    }

    void admitNew() {
      long seq = ++head;
      List<String> keys = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        keys.add("PMVO".charAt(random.nextInt(4)) + "" + random.nextInt(3));
      }
      long of = random.nextInt(10) == 0 && seq > 1 ? 1 + random.nextInt((int) seq - 1) : 0;
      admit(
          Entries.entry(seq, seq, of, SOURCES[random.nextInt(4)], TYPES[random.nextInt(4)], keys));
    }

    void admit(JournalEntry entry) {
      entries.put(entry.seq(), entry);
      states.put(entry.seq(), State.OPEN);
      check(chains.admit(entry, NOW));
    }

    void settleOne() {
      any(State.RUNNING, this::settle);
    }

    void settle(long seq) {
      states.put(seq, State.DONE);
      check(chains.settle(seq, NOW));
    }

    void park(long seq) {
      states.put(seq, State.EXCEPTION);
      entries.put(seq, entry(seq).withHeldTooLong(false));
      check(chains.park(seq, NOW));
    }

    void resume(long seq) {
      states.put(seq, State.OPEN);
      check(chains.resume(seq, NOW));
    }

    void decide() {
      switch (random.nextInt(3)) {
        case 0 ->
            any(
                State.EXCEPTION,
                seq -> {
                  states.put(seq, State.DONE);
                  check(chains.release(seq, NOW));
                });
        case 1 ->
            any(
                State.EXCEPTION,
                seq -> {
                  states.put(seq, State.DONE);
                  JournalEntry original = entry(seq);
                  admit(
                      Entries.entry(
                          ++head,
                          original.position(),
                          0,
                          original.source().toString(),
                          original.type(),
                          List.of("P0", "O1")));
                });
        default ->
            states.keySet().stream()
                .filter(seq -> chains.waitsFor(seq).isPresent())
                .findFirst()
                .ifPresent(
                    seq -> {
                      entries.put(seq, entry(seq).withHeldTooLong(true));
                      check(chains.goOn(seq, NOW));
                    });
      }
    }

    void any(State state, java.util.function.LongConsumer action) {
      List<Long> all = in(state);
      if (!all.isEmpty()) {
        action.accept(all.get(random.nextInt(all.size())));
      }
    }

    List<Long> in(State state) {
      return states.entrySet().stream()
          .filter(e -> e.getValue() == state)
          .map(java.util.Map.Entry::getKey)
          .toList();
    }

    JournalEntry entry(long seq) {
      JournalEntry entry = entries.get(seq);
      assertThat(entry).isNotNull();
      return java.util.Objects.requireNonNull(entry);
    }

    void check(KeyChains.Change change) {
      for (JournalEntry ready : change.ready()) {
        assertThat(states.get(ready.seq())).as("state of %s", ready).isEqualTo(State.OPEN);
        for (JournalEntry other : entries.values()) {
          if (other.seq() != ready.seq()) {
            assertThat(blocks(other, ready))
                .as("%s runs although %s comes first", ready, other)
                .isFalse();
          }
        }
        states.put(ready.seq(), State.RUNNING);
      }
      for (long running : in(State.RUNNING)) {
        for (long other : in(State.RUNNING)) {
          assertThat(running < other && share(entry(running), entry(other))).isFalse();
        }
      }
    }

    /** Whether the rules forbid the second to run because of the first. */
    boolean blocks(JournalEntry other, JournalEntry ready) {
      State state = states.get(other.seq());
      if (state == State.DONE || !share(other, ready)) {
        return false;
      }
      if (state == State.RUNNING) {
        return true;
      }
      if (other.position() > ready.position()) {
        return false;
      }
      boolean parked = state == State.EXCEPTION || chains.isParked(other.seq());
      return !parked || (!ready.heldTooLong() && holds(other, ready));
    }

    void everythingStandingStillHasAReason() {
      for (long seq : in(State.OPEN)) {
        JournalEntry entry = entry(seq);
        boolean waits = chains.waitsFor(seq).isPresent();
        if (waits) {
          assertThat(states.get(chains.waitsFor(seq).getAsLong())).isNotEqualTo(State.DONE);
        } else if (chains.isParked(seq)) {
          assertThat(entry.keys()).as("a tried exception waits under a key").isNotEmpty();
        } else if (entry.duplicateOf() != 0) {
          assertThat(states.get(entry.duplicateOf())).isIn(State.OPEN, State.RUNNING);
        } else {
          assertThat(entries.values().stream().anyMatch(other -> standsInTheWay(other, entry)))
              .as("%s stands still without a reason", entry)
              .isTrue();
        }
      }
    }

    boolean standsInTheWay(JournalEntry other, JournalEntry entry) {
      State state = states.get(other.seq());
      return other.seq() != entry.seq()
          && share(other, entry)
          && (state == State.RUNNING
              || (other.position() < entry.position() && state != State.DONE));
    }

    void drain() {
      while (!in(State.RUNNING).isEmpty()) {
        settle(in(State.RUNNING).get(0));
      }
      while (!in(State.EXCEPTION).isEmpty()) {
        resume(in(State.EXCEPTION).get(0));
        while (!in(State.RUNNING).isEmpty()) {
          settle(in(State.RUNNING).get(0));
        }
      }
      assertThat(states.values()).containsOnly(State.DONE);
      assertThat(chains.active()).isZero();
      assertThat(chains.parked()).isZero();
      assertThat(chains.activeBytes()).isZero();
    }
  }

  private static boolean share(JournalEntry a, JournalEntry b) {
    return a.duplicateOf() == 0
        && b.duplicateOf() == 0
        && a.keys().stream()
            .anyMatch(x -> b.keys().stream().anyMatch(y -> y.hash().equals(x.hash())));
  }

  private static boolean holds(JournalEntry parked, JournalEntry later) {
    OnFailure policy = policy(parked.source());
    for (HashedKey key : parked.keys()) {
      boolean shared = later.keys().stream().anyMatch(k -> k.hash().equals(key.hash()));
      boolean holds =
          policy == OnFailure.HOLD_PATIENT
              || key.kind() == Kind.ORDER
              || key.kind() == Kind.MERGE
              || (key.kind() == Kind.VISIT && parked.messageCode().equals(later.messageCode()));
      if (shared && holds && policy != OnFailure.CONTINUE) {
        return true;
      }
    }
    return false;
  }

  @Test
  void inEveryHistoryOnlyTheLowestUnsettledEntryOfEachHeldKeyRunsAndNothingIsForgotten() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + HISTORIES; seed++) {
      try {
        History history = new History(seed);
        for (int i = 0; i < STEPS; i++) {
          history.step();
        }
        history.drain();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
