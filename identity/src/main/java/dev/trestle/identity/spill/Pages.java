package dev.trestle.identity.spill;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Records on disk under their numbers from 0 on, some to a page; pages that were read last stay in
 * memory, up to a bound. Reading is thread-safe.
 */
public final class Pages implements AutoCloseable {
  /** Records of a page. */
  private static final int PAGE = 8;

  private final SpillFile file;
  private final long cacheBytes;
  private final ByteArrayOutputStream page = new ByteArrayOutputStream();
  private final int[] ends = new int[PAGE];
  private int count;
  private long bytes;
  private AtomicReferenceArray<@Nullable Held> cache = new AtomicReferenceArray<>(1);

  private record Held(int number, byte[] bytes) {}

  /** Takes what is between two places of a page. */
  public interface Reader<T> {
    T read(byte[] page, int begin, int end);
  }

  /**
   * @param parts this takes one of so many parts of the memory for pages
   */
  public Pages(Spill spill, int parts) {
    file = spill.file();
    cacheBytes = spill.cacheBytes() / parts;
  }

  /** Adds the next. */
  public void add(byte[] bytesOfOne) {
    page.writeBytes(bytesOfOne);
    ends[count++] = page.size();
    if (count == PAGE) {
      flush();
    }
  }

  private void flush() {
    ByteBuffer whole = ByteBuffer.allocate(PAGE * Integer.BYTES + page.size());
    for (int i = 0; i < PAGE; i++) {
      whole.putInt(PAGE * Integer.BYTES + (i < count ? ends[i] : page.size()));
    }
    whole.put(page.toByteArray());
    file.append(whole.array());
    bytes += whole.capacity();
    page.reset();
    count = 0;
  }

  /** No more come. */
  public void finish() {
    if (count > 0) {
      flush();
    }
    long usual = Math.max(1, bytes / Math.max(1, file.blocks())) + 64;
    cache =
        new AtomicReferenceArray<>((int) Math.max(1, Math.min(file.blocks(), cacheBytes / usual)));
  }

  /** Reads one, after {@link #finish}. */
  public <T> T read(int number, Reader<T> reader) {
    byte[] whole = page(number / PAGE);
    int place = number % PAGE;
    return reader.read(
        whole,
        place == 0 ? PAGE * Integer.BYTES : integer(whole, place - 1),
        integer(whole, place));
  }

  private static int integer(byte[] whole, int index) {
    return ByteBuffer.wrap(whole).getInt(index * Integer.BYTES);
  }

  private byte[] page(int number) {
    int slot = number % cache.length();
    Held held = cache.get(slot);
    if (held == null || held.number() != number) {
      held = new Held(number, file.read(number));
      cache.set(slot, held);
    }
    return held.bytes();
  }

  @Override
  public void close() {
    file.close();
  }
}
