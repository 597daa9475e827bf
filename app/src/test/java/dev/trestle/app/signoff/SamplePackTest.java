package dev.trestle.app.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A pack shows everything that its messages show, with few of them. */
class SamplePackTest {
  private static final int ROUNDS = 300;

  /** What each message shows; the place in the list is its entry. */
  private static List<Set<String>> messages(Random random) {
    List<Set<String>> all = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    int rules = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      Set<String> shows = new TreeSet<>();
      int some = 1 + random.nextInt(rules);
      for (int n = 0; n < some; n++) {
        shows.add("rule " + (int) Math.abs(random.nextGaussian() * rules / 2));
      }
      all.add(shows);
    }
    return all;
  }

  private static SamplePack.Pack pack(List<Set<String>> messages, int most) {
    SamplePack pack = new SamplePack();
    for (int i = 0; i < messages.size(); i++) {
      pack.add(i, "ADT^A01", 100 + i % 7, messages.get(i));
    }
    return pack.choose(most);
  }

  private static Set<String> shown(List<Set<String>> messages, List<Long> entries) {
    Set<String> shown = new TreeSet<>();
    entries.forEach(entry -> shown.addAll(messages.get(entry.intValue())));
    return shown;
  }

  private static List<Long> entries(SamplePack.Pack pack) {
    return pack.items().stream().map(SamplePack.Chosen::seq).toList();
  }

  @Test
  void itShowsEverythingThatAnyMessageShowsAndNoItemIsForNothing() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Set<String>> messages = messages(new Random(seed));
      SamplePack.Pack pack = pack(messages, 1_000);
      Set<String> all = new TreeSet<>();
      messages.forEach(all::addAll);
      assertThat(shown(messages, entries(pack))).as("seed %d", seed).isEqualTo(all);
      assertThat(pack.missed()).isEmpty();
      assertThat(pack.features()).isEqualTo(all.size());
      for (Long entry : entries(pack)) {
        List<Long> others = new ArrayList<>(entries(pack));
        others.remove(entry);
        assertThat(shown(messages, others))
            .as("without %d, seed %d", entry, seed)
            .isNotEqualTo(all);
      }
    }
  }

  @Test
  void whatASmallerPackDoesNotShowIsSaid() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Set<String>> messages = messages(new Random(seed));
      SamplePack.Pack pack = pack(messages, 2);
      assertThat(pack.items()).hasSizeBetween(1, 2);
      Set<String> all = new TreeSet<>(shown(messages, entries(pack)));
      assertThat(pack.missed()).doesNotContainAnyElementsOf(all);
      all.addAll(pack.missed());
      Set<String> expected = new TreeSet<>();
      messages.forEach(expected::addAll);
      assertThat(all).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void anItemNamesWhatNoItemBeforeItShows() {
    SamplePack.Pack pack =
        pack(List.of(Set.of("a", "b"), Set.of("b", "c", "d"), Set.of("a", "b", "c")), 9);
    assertThat(pack.items().get(0).shows()).containsExactly("b", "c", "d");
    assertThat(pack.items().get(1).shows()).containsExactly("a");
  }

  @Test
  void ofEqualOnesTheShortestIsTakenAndThenTheNewest() {
    SamplePack pack = new SamplePack();
    pack.add(1, "ADT^A01", 900, Set.of("a"));
    pack.add(2, "ADT^A01", 300, Set.of("a"));
    pack.add(3, "ADT^A01", 300, Set.of("a"));
    pack.add(4, "ADT^A01", 400, Set.of("a"));
    assertThat(entries(pack.choose(9))).containsExactly(3L);
  }

  @Test
  void withoutMessagesItIsEmpty() {
    assertThat(new SamplePack().choose(5).items()).isEmpty();
  }
}
