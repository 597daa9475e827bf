package dev.trestle.identity.block;

import dev.trestle.identity.spill.LongSpool;
import dev.trestle.identity.spill.Longs;
import dev.trestle.identity.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Pairs on disk. Added in ascending order. */
public final class SpilledPairs implements Pairs, AutoCloseable {
  private static final int FIRST = 1024;
  private static final int PERSON = Keys.PERSON_BITS;

  /** Pieces that are worked on together for each core, and pairs of them, about. */
  private static final int PIECES = 8;

  private static final int MOST_PAIRS = 1 << 20;

  private final LongSpool spool;

  public SpilledPairs(Spill spill) {
    spool = new LongSpool(spill);
  }

  /** Adds one; {@code several} as {@link Pairs.Sink} has it. */
  public void add(int a, int b, boolean several) {
    spool.add(((long) a << PERSON | b) << 1 | (several ? 1 : 0));
  }

  /** No more come. */
  public void finish() {
    spool.finish();
  }

  /** Pairs in memory. */
  private static final class Some implements Piece {
    private long[] pairs = new long[FIRST];
    private int count;

    void add(long pair) {
      if (count == pairs.length) {
        pairs = Arrays.copyOf(pairs, count * 2);
      }
      pairs[count++] = pair;
    }

    @Override
    public void each(Sink sink) {
      for (int i = 0; i < count; i++) {
        put(pairs[i], sink);
      }
    }
  }

  private static void put(long pair, Sink sink) {
    sink.pair(
        (int) (pair >>> (PERSON + 1)), (int) (pair >>> 1 & Keys.PERSON_MASK), (pair & 1) != 0);
  }

  private static long piece(long pair) {
    return pair >>> (PERSON + 1 + PIECE_BITS);
  }

  @Override
  public <T> void pieces(Function<Piece, T> work, Consumer<T> put) {
    int most = PIECES * Runtime.getRuntime().availableProcessors();
    Longs all = spool.read();
    long pair = all.next();
    while (pair != Longs.END) {
      List<Some> some = new ArrayList<>();
      for (int read = 0; pair != Longs.END && some.size() < most && read < MOST_PAIRS; ) {
        long number = piece(pair);
        Some one = new Some();
        for (; pair != Longs.END && piece(pair) == number; pair = all.next()) {
          one.add(pair);
          read++;
        }
        some.add(one);
      }
      some.parallelStream().map(work).toList().forEach(put);
    }
  }

  @Override
  public void each(Sink sink) {
    Longs all = spool.read();
    for (long pair = all.next(); pair != Longs.END; pair = all.next()) {
      put(pair, sink);
    }
  }

  @Override
  public void close() {
    spool.close();
  }
}
