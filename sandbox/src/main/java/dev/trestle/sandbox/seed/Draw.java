package dev.trestle.sandbox.seed;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws from a seed. Only {@link SplittableRandom#nextLong()} is used of the library, because its
 * sequence is the published SplitMix64 algorithm; how bounds are applied differs between JDKs, so
 * that is done here.
 */
public final class Draw {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private final SplittableRandom random;

  private Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Draws that belong to one thing: the same seed and path give the same draws. */
  public static Draw of(long seed, long... path) {
    long state = seed;
    for (long step : path) {
      state = mix(state + GOLDEN_GAMMA) ^ mix(step * GOLDEN_GAMMA + 1);
    }
    return new Draw(mix(state));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public long bits() {
    return random.nextLong();
  }

  /** 0 ≤ result &lt; bound. */
  public int below(int bound) {
    return (int) ((random.nextLong() >>> 1) % bound);
  }

  /** low ≤ result ≤ high. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** 0 ≤ result &lt; 1. */
  public double fraction() {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  public boolean chance(double probability) {
    return fraction() < probability;
  }

  public <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  /** Decimal digits, the first one not zero. */
  public String digits(int count) {
    StringBuilder text = new StringBuilder(count);
    text.append((char) ('1' + below(9)));
    while (text.length() < count) {
      text.append((char) ('0' + below(10)));
    }
    return text.toString();
  }

  /** A number with leading zeros. */
  public static String padded(long number, int digits) {
    String text = Long.toString(number);
    return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
  }

  /** About normal with mean 0 and deviation 1: the sum of twelve fractions less six. */
  public double bell() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += fraction();
    }
    return sum;
  }

  /** Waiting time of a Poisson process, whole milliseconds, at least one. */
  public Duration waiting(Duration mean) {
    double millis = -StrictMath.log(1 - fraction()) * mean.toMillis();
    return Duration.ofMillis(Math.max(1, (long) millis));
  }

  public Duration between(Duration low, Duration high) {
    long span = high.toSeconds() - low.toSeconds() + 1;
    return low.plusSeconds((random.nextLong() >>> 1) % span);
  }
}
