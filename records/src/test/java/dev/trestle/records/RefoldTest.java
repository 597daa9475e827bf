package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.oru;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Batches, orders and refolds on a real database give one result. */
class RefoldTest {
  private static final int ROUNDS = 6;
  private static final List<String> PATHS = List.of("gender", "birthDate", "active", "language");
  private final ResourceKey anna = patient("MR:1");

  @Test
  void anyOrderAndAnyBatchesGiveTheSameResources() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Entry> entries = entries(new Random(seed));
      Records records = Records.empty();
      records.apply(entries);
      var expected = records.everything();
      Random random = new Random(~seed);
      List<Entry> shuffled = new ArrayList<>(entries);
      java.util.Collections.shuffle(shuffled, random);
      Records other = Records.empty();
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(3));
        other.apply(shuffled.subList(from, to));
        from = to;
      }
      assertThat(other.everything()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aRefoldOfEverythingChangesNothing() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Records records = Records.empty();
      Random random = new Random(seed);
      for (Entry entry : entries(random)) {
        records.apply(entry);
      }
      Resource before = records.only("Patient");
      assertThat(records.refold(before.rid(), Set.of())).as("seed %d", seed).isFalse();
      assertThat(records.only("Patient").json()).isEqualTo(before.json());
    }
  }

  @Test
  void aRefoldWithoutAnEntryIsAsIfItHadNeverCome() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Entry> entries = entries(new Random(seed));
      long without = 1L + seed % entries.size();
      Records records = Records.empty();
      records.apply(entries.stream().filter(entry -> entry.seq() != without).toList());
      var expected = records.everything();
      Records other = Records.empty();
      entries.forEach(entry -> other.apply(entry));
      other.refold(other.only("Patient").rid(), Set.of(without));
      assertThat(other.everything()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void whatWasLeftOutStaysVisibleInTheHistory() {
    Records records = Records.empty();
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    records.apply(adt(20).about(anna, slot("gender", "'male'")).entry(2));
    Resource wrong = records.only("Patient");
    assertThat(records.refold(wrong.rid(), Set.of(2L))).isTrue();
    Resource now = records.only("Patient");
    assertThat(now.version()).isEqualTo(3);
    assertThat(now.json().get("gender").asString()).isEqualTo("female");
    assertThat(records.reader.version("Patient", now.id(), 2).orElseThrow().json())
        .isEqualTo(wrong.json());
  }

  private List<Entry> entries(Random random) {
    List<Entry> entries = new ArrayList<>();
    int count = 3 + random.nextInt(6);
    for (int seq = 1; seq <= count; seq++) {
      List<Slot> slots = new ArrayList<>();
      for (String path : PATHS) {
        if (random.nextInt(3) > 0) {
          slots.add(slot(path, random.nextInt(6) == 0 ? null : "'v" + random.nextInt(2) + "'"));
        }
      }
      Say say = random.nextInt(3) == 0 ? oru(random.nextInt(5)) : adt(random.nextInt(5));
      entries.add(say.about(anna, slots.toArray(Slot[]::new)).entry(seq));
    }
    return entries;
  }
}
