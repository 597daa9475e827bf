package dev.trestle.identity.spill;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Records of bytes on disk, read as often as wanted in the order in which they were added. */
public final class RecordSpool implements AutoCloseable {
  private static final int BLOCK = 1 << 15;

  private final SpillFile file;
  private final int first;
  private int last;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();

  /** Records one after the other. */
  public interface Records {
    /** The next one, or null after the last. */
    byte @Nullable [] next();
  }

  /** In a file of its own. */
  public RecordSpool(Spill spill) {
    this(spill.file());
  }

  /** At the end of a file with others; they are written one after the other. */
  RecordSpool(SpillFile file) {
    this.file = file;
    this.first = file.blocks();
    this.last = first;
  }

  public void add(byte[] bytes) {
    block.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    block.writeBytes(bytes);
    if (block.size() >= BLOCK) {
      flush();
    }
  }

  private void flush() {
    file.append(block.toByteArray());
    block.reset();
    last = file.blocks();
  }

  /** No more come. */
  public void finish() {
    if (block.size() > 0) {
      flush();
    }
  }

  /** All of them, after {@link #finish}. */
  public Records read() {
    return new Records() {
      private int next = first;
      private ByteBuffer now = ByteBuffer.allocate(0);

      @Override
      public byte @Nullable [] next() {
        if (!now.hasRemaining()) {
          if (next == last) {
            return null;
          }
          now = ByteBuffer.wrap(file.read(next++));
        }
        byte[] bytes = new byte[now.getInt()];
        now.get(bytes);
        return bytes;
      }
    };
  }

  @Override
  public void close() {
    file.close();
  }
}
