package dev.trestle.identity.spill;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/** Numbers on disk, read as often as wanted in the order in which they were added. */
public final class LongSpool implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final SpillFile file;
  private final int first;
  private int last;
  private long size;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK * Long.BYTES);
  private final LongBuffer longs = block.asLongBuffer();

  /** In a file of its own. */
  public LongSpool(Spill spill) {
    this(spill.file());
  }

  /** At the end of a file with others; they are written one after the other. */
  LongSpool(SpillFile file) {
    this.file = file;
    this.first = file.blocks();
    this.last = first;
  }

  /** Adds one, 0 or more. */
  public void add(long number) {
    if (!longs.hasRemaining()) {
      flush();
    }
    longs.put(number);
    size++;
  }

  private void flush() {
    byte[] plain = new byte[longs.position() * Long.BYTES];
    block.get(0, plain);
    file.append(plain);
    longs.clear();
    last = file.blocks();
  }

  /** No more come. */
  public void finish() {
    if (longs.position() > 0) {
      flush();
    }
  }

  public long size() {
    return size;
  }

  /** All of them, after {@link #finish}. */
  public Longs read() {
    return new Longs() {
      private int next = first;
      private LongBuffer now = LongBuffer.allocate(0);

      @Override
      public long next() {
        if (!now.hasRemaining()) {
          if (next == last) {
            return END;
          }
          now = ByteBuffer.wrap(file.read(next++)).asLongBuffer();
        }
        return now.get();
      }
    };
  }

  @Override
  public void close() {
    file.close();
  }
}
