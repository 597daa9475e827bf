package dev.trestle.identity.spill;

import dev.trestle.identity.spill.RecordSpool.Records;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorts more records than fit into memory by their keys: sorted runs on disk, then merged. */
public final class RecordSorter implements AutoCloseable {
  /** What an array of bytes takes besides its bytes, and its place in two lists. */
  private static final int BESIDES = 32;

  private static final Comparator<byte[]> ORDER = RecordSorter::compare;

  private final List<RecordSpool> runs = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private final SpillFile file;
  private final long most;
  private long held;

  public RecordSorter(Spill spill) {
    this.file = spill.file();
    this.most = spill.sorterBytes();
  }

  /** A record: by its key it is sorted, and among those of one key by the rest. */
  public record Keyed(byte[] key, byte[] rest) {
    /** Whether it has the same key as another. */
    public boolean isLike(@Nullable Keyed other) {
      return other != null && Arrays.equals(key, other.key);
    }

    @Override
    public String toString() {
      return "Keyed";
    }
  }

  /** All records in order. */
  public interface Sorted {
    /** The next one, or null after the last. */
    @Nullable Keyed next();
  }

  public void add(byte[] key, byte[] rest) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + key.length + rest.length)
            .putInt(key.length)
            .put(key)
            .put(rest)
            .array();
    records.add(bytes);
    held += bytes.length + BESIDES;
    if (held >= most) {
      flush();
    }
  }

  private void flush() {
    byte[][] all = records.toArray(byte[][]::new);
    records.clear();
    held = 0;
    Arrays.parallelSort(all, ORDER);
    RecordSpool run = new RecordSpool(file);
    for (byte[] bytes : all) {
      run.add(bytes);
    }
    run.finish();
    runs.add(run);
  }

  private static int compare(byte[] a, byte[] b) {
    int mine = Integer.BYTES + ByteBuffer.wrap(a).getInt();
    int theirs = Integer.BYTES + ByteBuffer.wrap(b).getInt();
    int keys = Arrays.compareUnsigned(a, Integer.BYTES, mine, b, Integer.BYTES, theirs);
    return keys == 0 ? Arrays.compareUnsigned(a, mine, a.length, b, theirs, b.length) : keys;
  }

  /** No more come: what is in memory goes to disk too, so that the memory is free for others. */
  public RecordSorter finish() {
    if (!records.isEmpty()) {
      flush();
    }
    return this;
  }

  /** All of them in order; after {@link #finish} as often as wanted. */
  public Sorted sorted() {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(runs.size() + 1, Comparator.comparing((Head head) -> head.now, ORDER));
    for (RecordSpool run : runs) {
      put(heads, run.read());
    }
    return () -> {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      byte[] bytes = head.now;
      put(heads, head.rest);
      int end = Integer.BYTES + ByteBuffer.wrap(bytes).getInt();
      return new Keyed(
          Arrays.copyOfRange(bytes, Integer.BYTES, end),
          Arrays.copyOfRange(bytes, end, bytes.length));
    };
  }

  private static void put(PriorityQueue<Head> heads, Records run) {
    byte[] next = run.next();
    if (next != null) {
      heads.add(new Head(next, run));
    }
  }

  private record Head(byte[] now, Records rest) {}

  @Override
  public void close() {
    file.close();
  }
}
