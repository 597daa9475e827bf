package dev.trestle.records.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The laws of the fold, tried with seeds. */
class FoldPropertyTest {
  private static final int ROUNDS = 300;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> PATHS =
      List.of("gender", "birthDate", "active[a]", "active[b]", "name[1]", "name[2]", "status");

  private record Said(Stamp stamp, List<String> labels, List<Slot> slots) {}

  @Test
  void anyOrderGivesTheSameState() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      List<Said> statements = statements(new Random(seed));
      ResourceState expected = fold(statements);
      List<Said> shuffled = new ArrayList<>(statements);
      Collections.shuffle(shuffled, new Random(~seed));
      assertSame(fold(shuffled), expected, seed);
    }
  }

  @Test
  void sayingEverythingTwiceChangesNothing() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      List<Said> statements = statements(new Random(seed));
      List<Said> twice = new ArrayList<>(statements);
      twice.addAll(statements);
      Collections.shuffle(twice, new Random(~seed));
      assertSame(fold(twice), fold(statements), seed);
    }
  }

  @Test
  void aStateSurvivesItsCompactForm() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      ResourceState state = fold(statements(new Random(seed)));
      StateCodec.Stored stored = new StateCodec.Stored(state, seed % 2 == 0);
      StateCodec.Stored back = StateCodec.decode(StateCodec.encode(stored));
      assertThat(back.state().slots()).as("seed %d", seed).isEqualTo(state.slots());
      assertThat(back.state().security()).isEqualTo(state.security());
      assertThat(back.firstKept()).isEqualTo(stored.firstKept());
    }
  }

  @Test
  void aRefoldFromTheKeptStatementsIsTheStateThatStands() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      List<Said> statements = statements(new Random(seed));
      ResourceState state = new ResourceState();
      List<StatementDelta> kept = kept(statements, state);
      assertSame(Refold.rebuild(state, kept, Set.of()), state, seed);
    }
  }

  @Test
  void aRefoldWithoutSomeIsAsIfTheyHadNeverBeenMade() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      List<Said> statements = statements(new Random(seed));
      ResourceState state = new ResourceState();
      List<StatementDelta> kept = kept(statements, state);
      Set<Long> without = Set.of(2L, 5L);
      List<Said> others =
          statements.stream().filter(s -> !without.contains(s.stamp().seq())).toList();
      ResourceState rebuilt = Refold.rebuild(state, kept, without);
      assertSame(rebuilt, fold(others), seed);
      assertThat(rebuilt.slots()).extracting(HeldSlot::key).containsExactlyElementsOf(keys(state));
      // And it stands on its own: what is kept of it refolds again.
      StatementDelta more = keep(rebuilt, statements.get(0), 99);
      List<StatementDelta> all = new ArrayList<>(kept);
      all.add(more);
      assertSame(Refold.rebuild(rebuilt, all, without), rebuilt, seed);
    }
  }

  @Test
  void marksRaiseWhatTheyConfirmedAndNothingElse() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      List<Said> statements = statements(new Random(seed));
      ResourceState direct = fold(statements);
      int half = statements.size() / 2;
      ResourceState stored = fold(statements.subList(0, half));
      ResourceState working = ResourceState.of(stored.slots(), stored.security());
      List<Mark> marks = List.of();
      for (Said said : statements.subList(half, statements.size())) {
        ResourceState.Folded folded = working.fold(said.stamp(), said.labels(), said.slots());
        if (folded.effect() == ResourceState.Effect.CHANGED) {
          stored = ResourceState.of(working.slots(), working.security());
          marks = List.of();
        } else if (!folded.confirmed().isEmpty()) {
          marks = Mark.add(marks, new Mark(said.stamp(), folded.confirmed()));
        }
      }
      for (Mark mark : MarkCodec.decode(MarkCodec.encode(marks))) {
        stored.confirm(new Mark(mark.stamp(), (BitSet) mark.slots().clone()));
      }
      assertSame(stored, direct, seed);
    }
  }

  private static List<SlotKey> keys(ResourceState state) {
    return state.slots().stream().map(HeldSlot::key).toList();
  }

  private static List<StatementDelta> kept(List<Said> statements, ResourceState state) {
    List<StatementDelta> kept = new ArrayList<>();
    for (Said said : statements) {
      StatementDelta delta = keep(state, said, said.stamp().seq());
      kept.add(DeltaCodec.decode(delta.seq(), DeltaCodec.encode(delta)));
    }
    return kept;
  }

  private static StatementDelta keep(ResourceState state, Said said, long seq) {
    return new StatementDelta(
        seq, List.of(state.fold(said.stamp(), said.labels(), said.slots()).said()));
  }

  private static ResourceState fold(List<Said> statements) {
    ResourceState state = new ResourceState();
    statements.forEach(said -> state.fold(said.stamp(), said.labels(), said.slots()));
    return state;
  }

  /** Values, ranks and looks; which statement brought an equal value first depends on the order. */
  private static void assertSame(ResourceState actual, ResourceState expected, long seed) {
    assertThat(values(actual)).as("seed %d", seed).isEqualTo(values(expected));
    assertThat(actual.security()).as("seed %d", seed).isEqualTo(expected.security());
    assertThat(actual.render("Patient", "x"))
        .as("seed %d", seed)
        .isEqualTo(expected.render("Patient", "x"));
  }

  private static Map<String, String> values(ResourceState state) {
    Map<String, String> values = new TreeMap<>();
    for (HeldSlot slot : state.slots()) {
      if (!slot.isVacant()) {
        SlotKey key = slot.key();
        values.put(
            key.path() + key.event() + key.cancels() + key.eventMicros(),
            slot.value() + " " + slot.rank());
      }
    }
    return values;
  }

  /** Few times, sources and values, so that ties and repeats are frequent. */
  private static List<Said> statements(Random random) {
    List<Said> statements = new ArrayList<>();
    int count = 2 + random.nextInt(9);
    for (int seq = 1; seq <= count; seq++) {
      Stamp stamp =
          new Stamp(
              random.nextBoolean() ? 10 : 0,
              random.nextInt(4),
              random.nextBoolean() ? "mercy/adt" : "mercy/lab",
              random.nextInt(8) == 0 ? 1 : seq,
              seq,
              "m");
      List<Slot> slots = new ArrayList<>();
      for (String path : PATHS) {
        if (random.nextInt(3) > 0) {
          slots.add(slot(random, path));
        }
      }
      List<String> labels = random.nextInt(5) == 0 ? List.of("s|" + seq) : List.of();
      statements.add(new Said(stamp, labels, slots));
    }
    return statements;
  }

  private static Slot slot(Random random, String path) {
    String value = random.nextInt(5) == 0 ? null : "v" + random.nextInt(2);
    if (!path.equals("status")) {
      return new Slot(path, node(path, value), null, List.of());
    }
    boolean cancels = random.nextInt(3) == 0;
    String name = random.nextBoolean() ? "admit" : "transfer";
    return new Slot(
        path, cancels ? null : node(path, name), new Slot.Event(name, cancels), List.of());
  }

  private static @Nullable JsonNode node(String path, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return path.startsWith("name") ? JSON.arrayNode().add(value) : JSON.stringNode(value);
  }
}
