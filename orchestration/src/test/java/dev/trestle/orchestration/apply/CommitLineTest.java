package dev.trestle.orchestration.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In which order translated entries are committed. */
class CommitLineTest {
  private static final int ROOM = 3;
  private static final long AT_ONCE = 0;
  private static final long LONG_MILLIS = TimeUnit.MINUTES.toMillis(2);

  private final CommitLine line = new CommitLine(ROOM);

  @Test
  void whatIsUrgentGoesFirstAndNothingIsLost() throws InterruptedException {
    assertThat(line.offer(entry(1), false, AT_ONCE)).isTrue();
    assertThat(line.offer(entry(2), false, AT_ONCE)).isTrue();
    assertThat(line.offer(entry(3), true, AT_ONCE)).isTrue();
    assertThat(line.offer(entry(4), true, AT_ONCE)).isTrue();
    assertThat(line.size()).isEqualTo(4);
    assertThat(batch(3)).containsExactly(3L, 4L, 1L);
    assertThat(batch(3)).containsExactly(2L);
    assertThat(line.take(new ArrayList<>(), 3, AT_ONCE)).isFalse();
  }

  @Test
  void aFullLineTakesOnlyWhatIsUrgent() throws InterruptedException {
    for (int seq = 1; seq <= ROOM; seq++) {
      assertThat(line.offer(entry(seq), false, AT_ONCE)).isTrue();
    }
    assertThat(line.offer(entry(4), false, AT_ONCE)).isFalse();
    assertThat(line.offer(entry(5), true, AT_ONCE)).isTrue();
    assertThat(batch(10)).containsExactly(5L, 1L, 2L, 3L);
  }

  @Test
  void whoeverWaitsForRoomGoesOnWhenThereIsSome() throws InterruptedException {
    for (int seq = 1; seq <= ROOM; seq++) {
      assertThat(line.offer(entry(seq), false, AT_ONCE)).isTrue();
    }
    CompletableFuture<Boolean> waits = new CompletableFuture<>();
    Thread waiting = new Thread(() -> waits.complete(offerPatiently(4)));
    waiting.start();
    assertThat(batch(1)).containsExactly(1L);
    assertThat(waits.join()).isTrue();
    assertThat(batch(10)).containsExactly(2L, 3L, 4L);
  }

  private boolean offerPatiently(long seq) {
    try {
      return line.offer(entry(seq), false, LONG_MILLIS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private List<Long> batch(int most) throws InterruptedException {
    List<Prepared> batch = new ArrayList<>();
    assertThat(line.take(batch, most, LONG_MILLIS)).isTrue();
    return batch.stream().map(prepared -> prepared.entry().seq()).toList();
  }

  private static Prepared entry(long seq) {
    return new Prepared.Failed(
        new JournalEntry(
            seq,
            seq,
            new UUID(0, seq),
            SourceName.parse("mercy/adt"),
            1,
            Instant.EPOCH,
            "ADT^A08",
            0,
            false,
            100,
            List.of(),
            null,
            false),
        Finding.error(ProblemCode.MAPPING_FAILED, "", ""));
  }
}
