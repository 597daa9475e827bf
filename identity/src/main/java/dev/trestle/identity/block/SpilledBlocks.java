package dev.trestle.identity.block;

import dev.trestle.identity.people.People;
import dev.trestle.identity.spill.LongSorter;
import dev.trestle.identity.spill.LongSpool;
import dev.trestle.identity.spill.Longs;
import dev.trestle.identity.spill.Spill;
import dev.trestle.identity.standard.Nicknames;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Who shares a key with whom, of more people than fit into memory: keys are sorted, each block
 * gives its pairs, and sorting these brings together what two people share. The same pairs as
 * {@link Blocks}.
 */
public final class SpilledBlocks implements Meetings {
  private static final int KIND_BITS = 5;
  private static final int RARE = 1 << KIND_BITS;
  private static final int PAIR_SHIFT = KIND_BITS + 1;

  /** Bits of a key with its kind. */
  private static final int KEY_BITS = Long.SIZE - Keys.PERSON_BITS - 1;

  private static final long KEY_MASK = (1L << KEY_BITS) - 1;

  private final Spill spill;
  private final People people;
  private final PersonKeys keys;
  private final int most;
  private final LongSorter shared;
  private final SpilledPairs pairs;
  private final int[] block;
  private long leftOut;

  /**
   * @param most people under one key; more are told apart by a further field
   */
  public SpilledBlocks(People people, Nicknames nicknames, int most, Spill spill) {
    this.spill = spill;
    this.people = people;
    this.keys = new PersonKeys(people.fieldCount(), nicknames);
    this.most = most;
    this.block = new int[most];
    this.shared = new LongSorter(spill);
    this.pairs = new SpilledPairs(spill);
    try (LongSpool entries = entries()) {
      Keys.Few few = new Keys.Few();
      blocks(entries.read(), (kind, size) -> few.block(kind, size));
      int rare = few.most(people.size());
      blocks(entries.read(), (kind, size) -> meet(size, kind | (size <= rare ? RARE : 0)));
    }
    shared.finish();
    shared(
        (a, b, kinds) -> {
          if (KeyKind.areEnough(kinds)) {
            pairs.add(a, b, KeyKind.areSeveral(kinds));
          }
        });
    pairs.finish();
  }

  /** All keys of all people, sorted, without crowded ones. */
  private LongSpool entries() {
    LongSorter now = new LongSorter(spill);
    LongSorter first = now;
    for (int person = 0; person < people.size(); person++) {
      int who = person;
      keys.of(people.row(person), (kind, text) -> first.add(Keys.entry(kind, text, who)));
    }
    LongSpool calm = new LongSpool(spill);
    for (int step = 0; step <= PersonKeys.FURTHER; step++) {
      LongSpool before = calm;
      calm = new LongSpool(spill);
      LongSorter finer = new LongSorter(spill);
      try (LongSorter crowded = new LongSorter(spill)) {
        split(now.finish().sorted(), calm, crowded, step == PersonKeys.FURTHER);
        finer(crowded.finish().sorted(), step, finer);
      }
      now.close();
      before.close();
      finer.addSorted(calm.read());
      now = finer;
    }
    now.close();
    return calm;
  }

  /** Crowded blocks are sorted by people; in the end they are left out, and counted. */
  private void split(Longs entries, LongSpool calm, LongSorter crowded, boolean last) {
    long[] held = new long[most];
    int size = 0;
    long entry = entries.next();
    while (entry != Longs.END) {
      long key = Keys.key(entry);
      for (size = 0; entry != Longs.END && Keys.key(entry) == key; entry = entries.next()) {
        if (size < most) {
          held[size] = entry;
        } else if (!last) {
          for (int i = 0; size == most && i < most; i++) {
            crowded.add(byPerson(held[i]));
          }
          crowded.add(byPerson(entry));
        }
        size++;
      }
      for (int i = 0; size <= most && i < size; i++) {
        calm.add(held[i]);
      }
      leftOut += last && size > most ? size * (size - 1L) / 2 : 0;
    }
    calm.finish();
  }

  private static long byPerson(long entry) {
    return (long) Keys.person(entry) << KEY_BITS | Keys.key(entry);
  }

  /** Gives entries a finer key; who has none meets others who have none. */
  private void finer(Longs crowded, int step, LongSorter finer) {
    int before = -1;
    String text = "";
    for (long entry = crowded.next(); entry != Longs.END; entry = crowded.next()) {
      int person = (int) (entry >>> KEY_BITS);
      if (person != before) {
        text = keys.further(people.row(person), step);
        before = person;
      }
      finer.add(Keys.further((entry & KEY_MASK) << Keys.PERSON_BITS | person, text));
    }
  }

  private interface Block {
    void of(int kind, int size);
  }

  /** Reads each block into {@link #block}. */
  private void blocks(Longs entries, Block each) {
    long entry = entries.next();
    while (entry != Longs.END) {
      long first = entry;
      int size = 0;
      for (; entry != Longs.END && Keys.key(entry) == Keys.key(first); entry = entries.next()) {
        block[size++] = Keys.person(entry);
      }
      each.of(Keys.kind(first), size);
    }
  }

  private void meet(int size, int kind) {
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        shared.add(((long) block[i] << Keys.PERSON_BITS | block[j]) << PAIR_SHIFT | kind);
      }
    }
  }

  private interface Shared {
    void pair(int a, int b, int kinds);
  }

  private void shared(Shared each) {
    Longs all = shared.sorted();
    long one = all.next();
    while (one != Longs.END) {
      long pair = one >>> PAIR_SHIFT;
      int kinds = 0;
      for (; one != Longs.END && one >>> PAIR_SHIFT == pair; one = all.next()) {
        kinds |= 1 << (one & (RARE - 1)) | ((one & RARE) == 0 ? 0 : KeyKind.RARE);
      }
      each.pair((int) (pair >>> Keys.PERSON_BITS), (int) (pair & Keys.PERSON_MASK), kinds);
    }
  }

  @Override
  public <T> void pieces(Function<Piece, T> work, Consumer<T> put) {
    pairs.pieces(work, put);
  }

  @Override
  public void each(Sink sink) {
    pairs.each(sink);
  }

  @Override
  public long leftOut() {
    return leftOut;
  }

  @Override
  public void shared(int[] groups, IntConsumer kinds) {
    shared(
        (a, b, of) -> {
          if (groups[a] >= 0 && groups[a] == groups[b]) {
            kinds.accept(of);
          }
        });
  }
}
