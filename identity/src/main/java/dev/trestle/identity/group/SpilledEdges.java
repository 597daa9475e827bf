package dev.trestle.identity.group;

import dev.trestle.identity.spill.RecordSorter;
import dev.trestle.identity.spill.RecordSorter.Keyed;
import dev.trestle.identity.spill.Spill;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Pairs that agree, on disk, sorted by bytes that are in the order of {@link Edge#STRONGEST}. */
public final class SpilledEdges implements Edges {
  private static final byte[] NOTHING = {};

  private final RecordSorter sorter;
  private long size;

  public SpilledEdges(Spill spill) {
    sorter = new RecordSorter(spill);
  }

  @Override
  public void add(Edge edge) {
    sorter.add(
        ByteBuffer.allocate(3 * Integer.BYTES)
            .putInt(ascending(-edge.weight()))
            .putInt(edge.first())
            .putInt(edge.second())
            .array(),
        NOTHING);
    size++;
  }

  /** Bits that are in the order of the numbers when they are read as without a sign. */
  private static int ascending(float number) {
    int bits = Float.floatToIntBits(number);
    return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
  }

  private static float number(int ascending) {
    return Float.intBitsToFloat(ascending < 0 ? ascending ^ Integer.MIN_VALUE : ~ascending);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void strongestFirst(Consumer<Edge> each) {
    RecordSorter.Sorted sorted = sorter.finish().sorted();
    for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
      ByteBuffer key = ByteBuffer.wrap(one.key());
      float weight = -number(key.getInt());
      each.accept(new Edge(key.getInt(), key.getInt(), weight));
    }
  }

  @Override
  public void close() {
    sorter.close();
  }
}
