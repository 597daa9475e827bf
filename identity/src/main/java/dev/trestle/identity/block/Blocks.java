package dev.trestle.identity.block;

import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.standard.Nicknames;
import java.util.Arrays;

/**
 * Who shares a key with whom. A key, its kind and a person are one number of 64 bits, so that a
 * million people with twenty keys take 160 MB, and sorting brings together who meets.
 */
public final class Blocks {
  /**
   * How many pairs for each person are compared although the two share nothing but one key of a
   * kind that many share.
   */
  private static final long SPARE_PAIRS = 20;

  /** Blocks as large as this are never few. */
  private static final int LARGE = 1000;

  private static final int PERSON_BITS = 24;
  private static final int KIND_BITS = 6;
  private static final int HASH_BITS = Long.SIZE - PERSON_BITS - KIND_BITS;
  private static final long PERSON_MASK = (1L << PERSON_BITS) - 1;

  private final int people;
  private final int[] starts;
  private final int[] members;
  private final byte[] kinds;
  private final int[] offsets;
  private final int[] blocks;
  private final long leftOut;
  private final int few;

  private Blocks(long[] entries, int count, int people, long leftOut) {
    this.people = people;
    this.leftOut = leftOut;
    this.members = new int[count];
    int[] begins = new int[count + 1];
    byte[] kindOf = new byte[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || entries[i] >>> PERSON_BITS != entries[i - 1] >>> PERSON_BITS) {
        begins[found] = i;
        kindOf[found++] = (byte) (entries[i] >>> (Long.SIZE - KIND_BITS));
      }
      members[i] = (int) (entries[i] & PERSON_MASK);
    }
    begins[found] = count;
    this.starts = Arrays.copyOf(begins, found + 1);
    this.kinds = Arrays.copyOf(kindOf, found);
    this.offsets = new int[people + 1];
    for (int member : members) {
      offsets[member + 1]++;
    }
    for (int person = 0; person < people; person++) {
      offsets[person + 1] += offsets[person];
    }
    this.blocks = new int[count];
    int[] next = offsets.clone();
    for (int block = 0; block < found; block++) {
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        blocks[next[members[i]]++] = block;
      }
    }
    this.few = few(found);
  }

  /** The most people of a block who meet whatever its kind, so that there is time for all. */
  private int few(int found) {
    long[] pairs = new long[LARGE];
    for (int block = 0; block < found; block++) {
      int size = starts[block + 1] - starts[block];
      if (size < LARGE && !KeyKind.areEnough(1 << kinds[block])) {
        pairs[size] += size * (size - 1L) / 2;
      }
    }
    long spare = people * SPARE_PAIRS;
    int most = 1;
    while (most + 1 < LARGE && spare >= pairs[most + 1]) {
      most++;
      spare -= pairs[most];
    }
    return most;
  }

  /**
   * The blocks of a table.
   *
   * @param most people under one key; more are told apart by a further field
   */
  public static Blocks of(PeopleTable table, Nicknames nicknames, int most) {
    PersonKeys keys = new PersonKeys(table, nicknames);
    Entries entries = new Entries(table.size());
    for (int person = 0; person < table.size(); person++) {
      int who = person;
      keys.of(person, (kind, text) -> entries.add(entry(kind.number(), hash(text), who)));
    }
    long leftOut = 0;
    for (int step = 0; step <= PersonKeys.FURTHER; step++) {
      entries.sort();
      leftOut += split(entries, keys, most, step);
    }
    entries.sort();
    return new Blocks(entries.all(), entries.size(), table.size(), leftOut);
  }

  /**
   * Gives members of crowded blocks a finer key; who has none meets others who have none. After the
   * last step they are left out, and counted.
   */
  private static long split(Entries entries, PersonKeys keys, int most, int step) {
    long[] all = entries.all();
    int count = entries.size();
    long leftOut = 0;
    for (int begin = 0; begin < count; ) {
      int end = begin + 1;
      while (end < count && all[end] >>> PERSON_BITS == all[begin] >>> PERSON_BITS) {
        end++;
      }
      int size = end - begin;
      for (int i = begin; size > most && i < end; i++) {
        int person = (int) (all[i] & PERSON_MASK);
        if (step == PersonKeys.FURTHER) {
          all[i] = Entries.NONE;
        } else {
          long hash = hash(keys.further(person, step)) * 31 + (all[i] >>> PERSON_BITS);
          all[i] = entry((int) (all[i] >>> (Long.SIZE - KIND_BITS)), hash, person);
        }
      }
      if (size > most && step == PersonKeys.FURTHER) {
        leftOut += size * (size - 1L) / 2;
      }
      begin = end;
    }
    return leftOut;
  }

  private static long entry(int kind, long hash, int person) {
    return (long) kind << (Long.SIZE - KIND_BITS)
        | mix(hash) >>> (Long.SIZE - HASH_BITS) << PERSON_BITS
        | person;
  }

  /** FNV-1a; the same on every machine. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /** The finaliser of MurmurHash3: every bit of the result hangs on every bit. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Takes the people whom somebody meets. */
  public interface Meeting {
    /**
     * One of them.
     *
     * @param kinds of the keys that the two share, as bits by {@link KeyKind#number}
     */
    void with(int other, int kinds);
  }

  /** Remembers whom somebody has met already; one for each thread. */
  public static final class Memory {
    private static final int FIRST = 256;

    private final int[] marks;
    private final int[] kinds;
    private int[] met = new int[FIRST];
    private int count;

    private Memory(int people) {
      marks = new int[people];
      kinds = new int[people];
    }

    private void note(int mark, int other, int kind) {
      if (marks[other] == mark) {
        kinds[other] |= kind;
        return;
      }
      marks[other] = mark;
      kinds[other] = kind;
      if (count == met.length) {
        met = Arrays.copyOf(met, count * 2);
      }
      met[count++] = other;
    }
  }

  /** A memory that fits. */
  public Memory memory() {
    return new Memory(people);
  }

  /**
   * Everybody with a higher number who shares keys with somebody that are worth comparing the two,
   * once each.
   */
  public void meet(int person, Memory memory, Meeting meeting) {
    int mark = person + 1;
    memory.count = 0;
    for (int i = offsets[person]; i < offsets[person + 1]; i++) {
      int block = blocks[i];
      int kind = kind(block);
      for (int j = starts[block]; j < starts[block + 1]; j++) {
        if (members[j] > person) {
          memory.note(mark, members[j], kind);
        }
      }
    }
    for (int i = 0; i < memory.count; i++) {
      int other = memory.met[i];
      if (KeyKind.areEnough(memory.kinds[other])) {
        meeting.with(other, memory.kinds[other]);
      }
    }
  }

  /** Whether the two share keys that are worth comparing them. */
  public boolean isMeeting(int a, int b) {
    return KeyKind.areEnough(shared(a, b));
  }

  private int kind(int block) {
    boolean rare = starts[block + 1] - starts[block] <= few;
    return 1 << kinds[block] | (rare ? KeyKind.RARE : 0);
  }

  /** The kinds of keys that two people share, as bits by {@link KeyKind#number}; 0 for none. */
  public int shared(int a, int b) {
    int shared = 0;
    int i = offsets[a];
    int j = offsets[b];
    while (i < offsets[a + 1] && j < offsets[b + 1]) {
      int order = Integer.compare(blocks[i], blocks[j]);
      if (order == 0) {
        shared |= kind(blocks[i]);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return shared;
  }

  public int people() {
    return people;
  }

  /** Pairs under keys that stayed crowded; many of them meet under another key. */
  public long leftOut() {
    return leftOut;
  }
}
