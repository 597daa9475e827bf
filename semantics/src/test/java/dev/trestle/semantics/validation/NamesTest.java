package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What came after a name before is only a guess: it never makes one name found for another. */
class NamesTest {
  private static final long SEED = 20_261_129;
  private static final int THREADS = 4;

  private static final class Thing extends Names.Named {
    Thing(String name) {
      super(name);
    }
  }

  @Test
  void whateverCameBeforeANameIsFoundAsInAMap() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      Map<String, Thing> things = things(random);
      Names<Thing> names = filled(things, random);
      assertThat(names.size()).isEqualTo(things.size());
      walk(names, things, random);
    }
  }

  @Test
  void manyThreadsGuessWithoutHarm() throws Exception {
    Random random = new Random(SEED);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 50; round++) {
        Map<String, Thing> things = things(random);
        Names<Thing> names = filled(things, random);
        List<Callable<Integer>> walks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          long seed = random.nextLong();
          walks.add(() -> walk(names, things, new Random(seed)));
        }
        for (Future<Integer> walk : threads.invokeAll(walks)) {
          assertThat(walk.get()).isPositive();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsAddedLaterIsFoundToo() {
    Names<Thing> names = new Names<>();
    Thing first = new Thing("status");
    names.add(List.of(first));
    assertThat(names.find("status", null)).isSameAs(first);
    assertThat(names.find("code", first)).isNull();
    Thing second = new Thing("code");
    names.add(List.of(second));
    assertThat(names.find("code", first)).isSameAs(second);
    assertThat(names.find("status", null)).isSameAs(first);
  }

  @Test
  void ofTwoOfANameTheFirstCounts() {
    Names<Thing> names = new Names<>();
    Thing first = new Thing("status");
    names.add(List.of(first, new Thing("status")));
    names.add(List.of(new Thing("status")));
    assertThat(names.find("status")).isSameAs(first);
    assertThat(names.size()).isEqualTo(1);
  }

  /** How many names were asked for. */
  private static int walk(Names<Thing> names, Map<String, Thing> things, Random random) {
    int asked = 0;
    List<String> order = new ArrayList<>(things.keySet());
    for (int object = 0; object < 20; object++) {
      if (random.nextInt(4) == 0) {
        Collections.shuffle(order, random);
      }
      @Nullable Thing before = null;
      for (String name : order) {
        if (random.nextInt(5) > 0) {
          // Also one that is nobody's constant, and one that is not there.
          String text = random.nextBoolean() ? name : new String(name.toCharArray());
          Thing found = names.find(text, before);
          assertThat(found).as("%s after %s", text, before).isSameAs(things.get(name));
          before = found;
        }
        assertThat(names.find(name + "?", before)).isNull();
        asked++;
      }
    }
    return asked;
  }

  private static Names<Thing> filled(Map<String, Thing> things, Random random) {
    Names<Thing> names = new Names<>();
    List<Thing> all = new ArrayList<>(things.values());
    int some = random.nextInt(all.size() + 1);
    names.add(all.subList(0, some));
    names.add(all.subList(some, all.size()));
    return names;
  }

  /** Some have the same hash: {@code Aa}, {@code BB}. */
  private static Map<String, Thing> things(Random random) {
    Stream<String> same = Stream.of("AaAa", "BBBB", "AaBB", "BBAa");
    Stream<String> others =
        IntStream.range(0, 1 + random.nextInt(40)).mapToObj(i -> "name" + random.nextInt(1_000));
    return Stream.concat(same, others)
        .distinct()
        .collect(Collectors.toMap(Function.identity(), Thing::new));
  }
}
