package dev.trestle.app.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks again only after a while: whoever asks often must not cost the database anything. */
public final class Remembered<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final long validNanos;
  private final LongSupplier nanoTime;
  private @Nullable T value;
  private long askedNanos;

  public Remembered(Supplier<T> source, Duration valid, LongSupplier nanoTime) {
    this.source = source;
    this.validNanos = valid.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized T get() {
    T known = value;
    long now = nanoTime.getAsLong();
    if (known == null || now - askedNanos > validNanos) {
      known = source.get();
      value = known;
      askedNanos = now;
    }
    return known;
  }
}
