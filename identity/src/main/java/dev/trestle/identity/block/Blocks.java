package dev.trestle.identity.block;

import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.standard.Nicknames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Who shares a key with whom. A key, its kind and a person are one number of 64 bits, so that a
 * million people with twenty keys take 160 MB, and sorting brings together who meets.
 */
public final class Blocks implements Meetings {
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
      if (i == 0 || Keys.key(entries[i]) != Keys.key(entries[i - 1])) {
        begins[found] = i;
        kindOf[found++] = (byte) Keys.kind(entries[i]);
      }
      members[i] = Keys.person(entries[i]);
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
    Keys.Few sizes = new Keys.Few();
    for (int block = 0; block < found; block++) {
      sizes.block(kinds[block], starts[block + 1] - starts[block]);
    }
    this.few = sizes.most(people);
  }

  /**
   * The blocks of a table.
   *
   * @param most people under one key; more are told apart by a further field
   */
  public static Blocks of(PeopleTable table, Nicknames nicknames, int most) {
    PersonKeys keys = new PersonKeys(table.fieldCount(), nicknames);
    Entries entries = new Entries(table.size());
    for (int person = 0; person < table.size(); person++) {
      int who = person;
      keys.of(table.row(person), (kind, text) -> entries.add(Keys.entry(kind, text, who)));
    }
    long leftOut = 0;
    for (int step = 0; step <= PersonKeys.FURTHER; step++) {
      entries.sort();
      leftOut += split(entries, table, keys, most, step);
    }
    entries.sort();
    return new Blocks(entries.all(), entries.size(), table.size(), leftOut);
  }

  /**
   * Gives members of crowded blocks a finer key; who has none meets others who have none. After the
   * last step they are left out, and counted.
   */
  private static long split(
      Entries entries, PeopleTable table, PersonKeys keys, int most, int step) {
    long[] all = entries.all();
    int count = entries.size();
    long leftOut = 0;
    for (int begin = 0; begin < count; ) {
      int end = begin + 1;
      while (end < count && Keys.key(all[end]) == Keys.key(all[begin])) {
        end++;
      }
      int size = end - begin;
      for (int i = begin; size > most && i < end; i++) {
        all[i] =
            step == PersonKeys.FURTHER
                ? Entries.NONE
                : Keys.further(all[i], keys.further(table.row(Keys.person(all[i])), step));
      }
      if (size > most && step == PersonKeys.FURTHER) {
        leftOut += size * (size - 1L) / 2;
      }
      begin = end;
    }
    return leftOut;
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
   * once each, in ascending order.
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
    int enough = 0;
    for (int i = 0; i < memory.count; i++) {
      int other = memory.met[i];
      if (KeyKind.areEnough(memory.kinds[other])) {
        memory.met[enough++] = other;
      }
    }
    Arrays.sort(memory.met, 0, enough);
    for (int i = 0; i < enough; i++) {
      meeting.with(memory.met[i], memory.kinds[memory.met[i]]);
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

  @Override
  public void shared(int[] groups, IntConsumer kinds) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int person = 0; person < people; person++) {
      if (groups[person] >= 0) {
        members.computeIfAbsent(groups[person], none -> new ArrayList<>()).add(person);
      }
    }
    for (List<Integer> group : members.values()) {
      for (int i = 0; i < group.size(); i++) {
        for (int j = i + 1; j < group.size(); j++) {
          kinds.accept(shared(group.get(i), group.get(j)));
        }
      }
    }
  }

  @Override
  public <T> void pieces(Function<Piece, T> work, Consumer<T> put) {
    ThreadLocal<Memory> memory = ThreadLocal.withInitial(this::memory);
    int count = (people + (1 << PIECE_BITS) - 1) >> PIECE_BITS;
    IntStream.range(0, count)
        .parallel()
        .mapToObj(number -> work.apply(sink -> piece(number, memory.get(), sink)))
        .toList()
        .forEach(put);
  }

  @Override
  public void each(Sink sink) {
    Memory memory = memory();
    for (int number = 0; number << PIECE_BITS < people; number++) {
      piece(number, memory, sink);
    }
  }

  private void piece(int number, Memory memory, Sink sink) {
    int end = Math.min(people, (number + 1) << PIECE_BITS);
    for (int person = number << PIECE_BITS; person < end; person++) {
      int a = person;
      meet(person, memory, (b, kinds) -> sink.pair(a, b, KeyKind.areSeveral(kinds)));
    }
  }

  @Override
  public long leftOut() {
    return leftOut;
  }
}
