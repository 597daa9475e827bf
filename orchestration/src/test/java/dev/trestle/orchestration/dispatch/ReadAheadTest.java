package dev.trestle.orchestration.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever is taken before its turn, the order under each key stays. */
class ReadAheadTest {
  private final ReadAhead ahead = new ReadAhead();

  private static JournalEntry entry(
      long seq, long position, String type, long duplicateOf, long... keys) {
    return new JournalEntry(
        seq,
        position,
        new UUID(0, seq),
        SourceName.parse("mercy/adt"),
        1,
        Instant.EPOCH,
        type,
        duplicateOf,
        false,
        100,
        LongStream.of(keys)
            .mapToObj(key -> new HashedKey(Kind.PATIENT, new Hash128(key, key)))
            .toList(),
        null,
        false);
  }

  @RepeatedTest(60)
  void theOrderUnderEachKeyStaysWhateverIsUrgent(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Long, JournalEntry> unread = new HashMap<>();
    List<Long> order = new ArrayList<>();
    long position = 0;
    long seq = 0;
    for (int step = 0; step < 80; step++) {
      List<JournalEntry> page = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        seq++;
        page.add(random(random, seq));
      }
      page.forEach(one -> unread.put(one.seq(), one));
      ahead.add(page, seq);
      for (int i = random.nextInt(4); i > 0; i--) {
        List<Long> taken = ahead.takeUrgent(stream -> stream.type().equals("ORU^R01"));
        if (random.nextInt(8) == 0) {
          // The database was away: they come in their turn, and all is looked at again.
          ahead.giveBack(taken, position);
          ahead.add(between(unread, position, seq), seq);
        } else {
          assertThat(taken).isSorted().doesNotHaveDuplicates();
          order.addAll(taken);
        }
      }
      long to = position + random.nextInt((int) (seq - position) / 2 + 1);
      for (long next = position + 1; next <= to; next++) {
        if (!ahead.wasTaken(next)) {
          order.add(next);
        }
        unread.remove(next);
      }
      position = to;
      ahead.passed(position);
    }
    for (long next = position + 1; next <= seq; next++) {
      if (!ahead.wasTaken(next)) {
        order.add(next);
      }
    }
    assertThat(new TreeSet<>(order)).hasSize((int) seq).hasSize(order.size());
    assertInOrder(order, all);
  }

  private final Map<Long, JournalEntry> all = new HashMap<>();

  private JournalEntry random(Random random, long seq) {
    boolean result = random.nextInt(5) == 0;
    long duplicateOf = seq > 1 && random.nextInt(15) == 0 ? seq - 1 : 0;
    long position = seq > 5 && random.nextInt(25) == 0 ? seq - 3 : seq;
    long[] keys = random.longs(1 + random.nextInt(2), 0, 12).toArray();
    JournalEntry made = entry(seq, position, result ? "ORU^R01" : "ADT^A31", duplicateOf, keys);
    all.put(seq, made);
    return made;
  }

  private static List<JournalEntry> between(Map<Long, JournalEntry> all, long after, long upTo) {
    return LongStream.rangeClosed(after + 1, upTo).mapToObj(all::get).toList();
  }

  private static void assertInOrder(List<Long> order, Map<Long, JournalEntry> all) {
    Map<Hash128, Long> last = new HashMap<>();
    for (long seq : order) {
      JournalEntry entry = Objects.requireNonNull(all.get(seq));
      Set<Hash128> keys =
          entry.duplicateOf() != 0
              ? Set.of()
              : entry.keys().stream().map(HashedKey::hash).collect(Collectors.toSet());
      for (Hash128 key : keys) {
        Long before = last.put(key, seq);
        assertThat(before == null || before < seq).as("%s after %s", seq, before).isTrue();
      }
    }
  }

  @Test
  void anUrgentEntryTakesAlongWhatItHangsOnAndNothingElse() {
    ahead.add(
        List.of(
            entry(1, 1, "ADT^A31", 0, 10),
            entry(2, 2, "ADT^A31", 0, 20),
            entry(3, 3, "ADT^A40", 0, 10, 30),
            entry(4, 4, "ORU^R01", 0, 30),
            entry(5, 5, "ORU^R01", 0, 40)),
        5);
    assertThat(ahead.takeUrgent(stream -> stream.type().startsWith("ORU")))
        .containsExactly(1L, 3L, 4L);
    assertThat(ahead.takeUrgent(stream -> stream.type().startsWith("ORU"))).containsExactly(5L);
    assertThat(ahead.takeUrgent(stream -> stream.type().startsWith("ORU"))).isEmpty();
    assertThat(ahead.wasTaken(3)).isTrue();
    assertThat(ahead.wasTaken(2)).isFalse();
    assertThat(ahead.count(new Streams.Stream(1, "ADT^A31"))).isEqualTo(1);
  }

  @Test
  void repeatsCorrectionsAndWhatHangsOnTooMuchWaitForTheirTurn() {
    List<JournalEntry> page = new ArrayList<>();
    for (long seq = 1; seq <= ReadAhead.TOGETHER; seq++) {
      page.add(entry(seq, seq, "ADT^A31", 0, 10));
    }
    page.add(entry(101, 101, "ORU^R01", 0, 10));
    page.add(entry(102, 102, "ORU^R01", 90, 20));
    page.add(entry(103, 90, "ORU^R01", 0, 30));
    page.add(entry(104, 104, "ORU^R01", 0, 30));
    ahead.add(page, 104);
    assertThat(ahead.takeUrgent(stream -> stream.type().startsWith("ORU"))).isEmpty();
  }
}
