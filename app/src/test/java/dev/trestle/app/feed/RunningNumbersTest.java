package dev.trestle.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.feed.RunningNumbers.Found;
import dev.trestle.app.feed.RunningNumbers.Gap;
import dev.trestle.app.feed.RunningNumbers.Repeat;
import dev.trestle.app.feed.RunningNumbers.Restart;
import dev.trestle.app.feed.RunningNumbers.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Gaps, repeats and restarts of numbers that are known, and silence about what is no numbering. */
class RunningNumbersTest {
  private static final int ROUNDS = 500;

  @Test
  void everyGapAndRepeatThatWasMadeIsFoundAndNothingElse() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = 20_261_126L + round;
      Feed feed = new Feed(new Random(seed));
      List<Found> found = RunningNumbers.in(feed.sent);
      assertThat(found).as("seed %d", seed).hasSize(1);
      assertThat(found.get(0).prefix()).as("seed %d", seed).isEqualTo(feed.prefix);
      assertThat(found.get(0).gaps()).as("gaps, seed %d", seed).isEqualTo(feed.gaps);
      assertThat(found.get(0).repeats()).as("repeats, seed %d", seed).isEqualTo(feed.repeats);
      assertThat(found.get(0).restarts()).as("restarts, seed %d", seed).isEqualTo(feed.restarts);
      assertThat(found.get(0).late()).as("late, seed %d", seed).isEqualTo(feed.late);
    }
  }

  @Test
  void whatIsNoNumberingIsNotTakenForOne() {
    Random random = new Random(7);
    List<Sent> times = new ArrayList<>();
    List<Sent> names = new ArrayList<>();
    List<Sent> every = new ArrayList<>();
    List<Sent> scattered = new ArrayList<>();
    long time = 20_260_101_120_000L;
    for (int i = 1; i <= 1_000; i++) {
      time += 1 + random.nextInt(9);
      times.add(new Sent(i, String.valueOf(time), false));
      names.add(new Sent(i, new UUID(random.nextLong(), random.nextLong()).toString(), false));
      every.add(new Sent(i, "E" + 3 * i, false));
      scattered.add(new Sent(i, String.valueOf(random.nextInt(1_000_000)), false));
    }
    assertThat(RunningNumbers.in(times)).isEmpty();
    assertThat(RunningNumbers.in(names)).isEmpty();
    assertThat(RunningNumbers.in(every)).isEmpty();
    assertThat(RunningNumbers.in(scattered)).isEmpty();
    assertThat(RunningNumbers.in(List.of())).isEmpty();
    assertThat(RunningNumbers.in(List.of(new Sent(1, "1", false), new Sent(2, "3", false))))
        .as("too few to tell")
        .isEmpty();
    assertThat(RunningNumbers.in(List.of(new Sent(1, "9".repeat(40), false)))).isEmpty();
  }

  @Test
  void oneCounterUnderSeveralPrefixesIsOneNumbering() {
    List<Sent> sent = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      if (i != 50) {
        sent.add(new Sent(i, (i % 3 == 0 ? "ADT" : "ORU") + (1_000 + i), false));
      }
    }
    assertThat(RunningNumbers.in(sent))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.prefix()).isEmpty();
              assertThat(found.gaps()).containsExactly(new Gap(1_050, 1_050, 49, 51));
            });
  }

  @Test
  void countersOfTheirOwnUnderEachPrefixAreToldApart() {
    List<Sent> sent = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      sent.add(new Sent(2L * i, "A" + i, false));
      if (i != 30) {
        sent.add(new Sent(2L * i + 1, "B" + (500 + i), false));
      }
    }
    List<Found> found = RunningNumbers.in(sent);
    assertThat(found).extracting(Found::prefix).containsExactly("A", "B");
    assertThat(found.get(0).gaps()).isEmpty();
    assertThat(found.get(1).gaps()).containsExactly(new Gap(530, 530, 59, 63));
  }

  @Test
  void aSlipFarAwayIsNoGap() {
    List<Sent> sent = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      sent.add(new Sent(i, String.valueOf(i == 20 ? 999_999 : 5_000 + i), false));
    }
    sent.add(20, new Sent(200, "5020", false));
    sent.add(30, new Sent(201, "7", false));
    assertThat(RunningNumbers.in(sent))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.gaps()).isEmpty();
              assertThat(found.restarts()).isEmpty();
              assertThat(found.late()).isEqualTo(2);
            });
  }

  @Test
  void moreThanAPageOfGapsIsCounted() {
    List<Sent> sent = new ArrayList<>();
    long number = 0;
    for (int i = 1; i <= 5_000; i++) {
      number += i % 10 == 0 ? 2 : 1;
      sent.add(new Sent(i, String.valueOf(number), false));
    }
    Found found = RunningNumbers.in(sent).get(0);
    assertThat(found.gaps()).hasSize(RunningNumbers.KEPT);
    assertThat(found.more()).isEqualTo(500 - RunningNumbers.KEPT);
  }

  /** A feed whose disturbances are known; few enough that its numbers still run. */
  private static final class Feed {
    final List<Sent> sent = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final List<Repeat> repeats = new ArrayList<>();
    final List<Restart> restarts = new ArrayList<>();
    final String prefix;
    private final Map<Long, Long> firsts = new HashMap<>();
    private final Random random;
    private long entry;
    private long number;
    private int sinceDisturbed;
    int late;

    Feed(Random random) {
      this.random = random;
      this.prefix = random.nextBoolean() ? "" : "MSG-";
      this.number = 1_000L + random.nextInt(1_000_000);
      int length = 100 + random.nextInt(900);
      for (int i = 0; i < length; i++) {
        step(i > 0 && i < length - 1 && sinceDisturbed > 12 ? random.nextInt(40) : 0);
      }
    }

    /** Disturbances stand apart: what two that overlap mean is open to argument. */
    private void step(int what) {
      long last = number;
      long lastEntry = entry;
      switch (what) {
        case 1 -> {
          long missing = 1L + random.nextInt(30);
          next(number + missing + 1);
          gaps.add(new Gap(last + 1, last + missing, lastEntry, entry));
        }
        case 2 -> again(number - random.nextInt(5), true);
        case 3 -> again(number - random.nextInt(5), false);
        case 4 -> {
          next(number + 2);
          put(number - 1, false);
          late++;
        }
        case 5 -> {
          next(1);
          restarts.add(new Restart(last, lastEntry, 1, entry));
          firsts.keySet().removeIf(old -> old != 1);
          next(2);
        }
        default -> next(number + 1);
      }
      sinceDisturbed = what >= 1 && what <= 5 ? 0 : sinceDisturbed + 1;
    }

    private void next(long wanted) {
      number = wanted;
      put(wanted, false);
      firsts.put(wanted, entry);
    }

    private void again(long wanted, boolean copy) {
      put(wanted, copy);
      repeats.add(new Repeat(wanted, firsts.getOrDefault(wanted, 0L), entry, copy));
    }

    private void put(long wanted, boolean copy) {
      entry += 1 + random.nextInt(3);
      sent.add(new Sent(entry, prefix + wanted, copy));
    }
  }
}
