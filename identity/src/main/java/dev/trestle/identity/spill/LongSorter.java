package dev.trestle.identity.spill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Sorts more numbers than fit into memory, without repeats: sorted runs on disk, then merged. */
public final class LongSorter implements AutoCloseable {
  private static final int FEWEST = 1024;

  private final List<LongSpool> runs = new ArrayList<>();
  private final List<Longs> more = new ArrayList<>();
  private final long most;
  private long[] numbers = new long[FEWEST];
  private int size;
  private final SpillFile file;

  public LongSorter(Spill spill) {
    this.file = spill.file();
    // Sorting on all cores takes as much again.
    this.most = Math.max(FEWEST, spill.sorterBytes() / (2 * Long.BYTES));
  }

  /** Adds one, 0 or more. */
  public void add(long number) {
    if (size == most) {
      flush();
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, (int) Math.min(most, size * 2L));
    }
    numbers[size++] = number;
  }

  /** Adds numbers that are sorted already; they are merged when all are read, and that once. */
  public void addSorted(Longs sorted) {
    more.add(sorted);
  }

  private void flush() {
    Arrays.parallelSort(numbers, 0, size);
    LongSpool run = new LongSpool(file);
    long before = Longs.END;
    for (int i = 0; i < size; i++) {
      if (numbers[i] != before) {
        run.add(numbers[i]);
        before = numbers[i];
      }
    }
    run.finish();
    runs.add(run);
    size = 0;
  }

  /** No more come: what is in memory goes to disk too, so that the memory is free for others. */
  public LongSorter finish() {
    if (size > 0) {
      flush();
    }
    numbers = new long[0];
    return this;
  }

  /** All of them, ascending, each once; after {@link #finish} as often as wanted. */
  public Longs sorted() {
    PriorityQueue<Head> heads = new PriorityQueue<>(runs.size() + 1);
    runs.forEach(run -> put(heads, run.read()));
    more.forEach(run -> put(heads, run));
    return new Merge(heads);
  }

  private static void put(PriorityQueue<Head> heads, Longs run) {
    Head head = new Head(run);
    if (head.advance()) {
      heads.add(head);
    }
  }

  private static final class Head implements Comparable<Head> {
    private final Longs run;
    private long value;

    Head(Longs run) {
      this.run = run;
    }

    boolean advance() {
      value = run.next();
      return value != Longs.END;
    }

    @Override
    public int compareTo(Head other) {
      return Long.compare(value, other.value);
    }
  }

  private static final class Merge implements Longs {
    private final PriorityQueue<Head> heads;
    private long before = END;

    Merge(PriorityQueue<Head> heads) {
      this.heads = heads;
    }

    @Override
    public long next() {
      while (true) {
        Head head = heads.poll();
        if (head == null) {
          return END;
        }
        long value = head.value;
        if (head.advance()) {
          heads.add(head);
        }
        if (value != before) {
          before = value;
          return value;
        }
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
