package dev.trestle.identity.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {
  private static final int SMALL = 1 << 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void numbersComeBackSortedAndOnce() {
    Random random = new Random(5);
    TreeSet<Long> expected = new TreeSet<>();
    try (Spill spill = new Spill(folder, SMALL, step -> {});
        LongSorter sorter = new LongSorter(spill)) {
      for (int i = 0; i < 50_000; i++) {
        long number = random.nextInt(40_000) * (1L << 40);
        expected.add(number);
        sorter.add(number);
      }
      try (LongSpool sorted = new LongSpool(spill)) {
        for (long more = 0; more < 9_000; more++) {
          expected.add(more * more);
          sorted.add(more * more);
        }
        sorted.finish();
        sorter.addSorted(sorted.read());
        assertThat(all(sorter.finish().sorted())).containsExactlyElementsOf(expected);
      }
    }
  }

  private static List<Long> all(Longs longs) {
    List<Long> all = new ArrayList<>();
    for (long one = longs.next(); one != Longs.END; one = longs.next()) {
      all.add(one);
    }
    return all;
  }

  @Test
  void recordsComeBackByTheirKeys() {
    Random random = new Random(6);
    List<String> expected = new ArrayList<>();
    try (Spill spill = new Spill(folder, SMALL, step -> {});
        RecordSorter sorter = new RecordSorter(spill)) {
      for (int i = 0; i < 20_000; i++) {
        String key = Integer.toString(random.nextInt(3_000), 36);
        String rest = Integer.toString(random.nextInt(), 36);
        expected.add(key + " " + rest);
        sorter.add(bytes(key), bytes(rest));
      }
      expected.sort(null);
      List<String> found = new ArrayList<>();
      RecordSorter.Sorted sorted = sorter.finish().sorted();
      for (RecordSorter.Keyed one = sorted.next(); one != null; one = sorted.next()) {
        found.add(text(one.key()) + " " + text(one.rest()));
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void pagesGiveEachRecordInAnyOrder() {
    Random random = new Random(7);
    List<byte[]> records = new ArrayList<>();
    try (Spill spill = new Spill(folder, SMALL, step -> {});
        Pages pages = new Pages(spill, 64)) {
      for (int i = 0; i < 5_003; i++) {
        byte[] record = new byte[random.nextInt(60)];
        random.nextBytes(record);
        records.add(record);
        pages.add(record);
      }
      pages.finish();
      for (int i = 0; i < 20_000; i++) {
        int number = random.nextInt(records.size());
        byte[] found = pages.read(number, Arrays::copyOfRange);
        assertThat(found).isEqualTo(records.get(number));
      }
    }
  }

  /** Two blocks of one content: neither is the content, nor are they alike. */
  @Test
  void noBlockIsReadableAndNoTwoAreAlike() {
    FaultyDisk disk = new FaultyDisk();
    try (Spill spill = new Spill(folder, SMALL, step -> {}, where -> disk)) {
      SpillFile file = spill.file();
      file.append(bytes("KUNIGUNDE"));
      file.append(bytes("KUNIGUNDE"));
      assertThat(disk.written).hasSize(2);
      assertThat(text(disk.written.get(0)) + text(disk.written.get(1))).doesNotContain("KUNI");
      assertThat(disk.written.get(0)).isNotEqualTo(disk.written.get(1));
      assertThat(text(file.read(1))).isEqualTo("KUNIGUNDE");
    }
  }

  @Test
  void aFullDiskIsNamedWithTheWayOut() {
    FaultyDisk disk = new FaultyDisk();
    disk.full = true;
    try (Spill spill = new Spill(folder, SMALL, step -> {}, where -> disk)) {
      SpillFile file = spill.file();
      assertThatThrownBy(() -> file.append(bytes("x")))
          .isInstanceOf(TrestleException.class)
          .hasMessageContaining(folder + " cannot be written to")
          .hasMessageContaining("--spill")
          .hasMessageContaining("--memory");
    }
    assertThat(disk.closed).isTrue();
  }

  @Test
  void aBlockThatIsNotWhatWasWrittenStopsTheWork() {
    FaultyDisk disk = new FaultyDisk();
    try (Spill spill = new Spill(folder, SMALL, step -> {}, where -> disk)) {
      SpillFile file = spill.file();
      file.append(bytes("one"));
      file.append(bytes("two"));
      byte[] first = disk.written.get(0).clone();
      disk.written.get(0)[first.length - 1] ^= 1;
      assertThatThrownBy(() -> file.read(0))
          .isInstanceOf(TrestleException.class)
          .hasMessageContaining("not what was written")
          .hasMessageContaining("Link again");
      disk.written.set(0, disk.written.get(1));
      assertThatThrownBy(() -> file.read(0))
          .as("a block in another's place")
          .isInstanceOf(TrestleException.class);
      disk.written.set(0, first);
      assertThat(text(file.read(0))).isEqualTo("one");
      disk.written.remove(1);
      assertThatThrownBy(() -> file.read(1))
          .isInstanceOf(TrestleException.class)
          .hasMessageContaining("Link again");
    }
  }

  @Test
  void filesHaveNoNameAndNothingIsLeft() throws IOException {
    try (Spill spill = new Spill(folder, SMALL, step -> {});
        LongSpool spool = new LongSpool(spill)) {
      spool.add(7);
      spool.finish();
      assertThat(names()).isEmpty();
      assertThat(spool.read().next()).isEqualTo(7);
    }
    assertThat(names()).isEmpty();
  }

  private List<Path> names() throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names.toList();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> new Spill(absent, SMALL, step -> {}))
        .isInstanceOf(TrestleException.class)
        .hasMessageContaining(absent + " is no folder")
        .hasMessageContaining("--spill");
  }

  @Test
  void itIsSaidThatAndHowMuchIsSpilled() {
    List<String> said = new ArrayList<>();
    FaultyDisk disk = new FaultyDisk();
    try (Spill spill = new Spill(folder, SMALL, said::add, where -> disk)) {
      assertThat(said).isEmpty();
      spill.wrote(1);
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains("spilling to " + folder);
      spill.wrote(200_000_000);
      spill.wrote(1);
      assertThat(said).hasSize(2);
      assertThat(said.get(1)).isEqualTo("0.2 GB spilled so far");
    }
  }

  /** Keeps what is written in memory, and breaks on demand. */
  private static final class FaultyDisk implements Disk {
    private final List<byte[]> written = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private boolean full;
    private boolean closed;

    @Override
    public void write(ByteBuffer bytes, long place) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      written.add(copy);
      places.add(place);
    }

    @Override
    public void read(ByteBuffer bytes, long place) throws IOException {
      int block = places.indexOf(place);
      if (block >= written.size()) {
        throw new IOException("Input/output error");
      }
      bytes.put(written.get(block), 0, bytes.remaining());
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
