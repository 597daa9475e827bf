package dev.trestle.identity.block;

import java.util.Arrays;

/** A growing list of numbers that is sorted again and again, without repeats. */
final class Entries {
  /** One that is left out by the next sorting. Kinds are few, so that no entry has all bits. */
  static final long NONE = -1;

  private static final int KEYS_EXPECTED = 12;

  private long[] entries;
  private int size;

  Entries(int people) {
    entries = new long[Math.max(16, people * KEYS_EXPECTED)];
  }

  void add(long entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size + (size >> 1));
    }
    entries[size++] = entry;
  }

  /** Ascending by kind, key and person. */
  void sort() {
    Arrays.parallelSort(entries, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (entries[i] != NONE && (kept == 0 || entries[i] != entries[kept - 1])) {
        entries[kept++] = entries[i];
      }
    }
    size = kept;
  }

  long[] all() {
    return entries;
  }

  int size() {
    return size;
  }
}
