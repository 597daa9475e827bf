package dev.trestle.identity.train;

import java.util.HashMap;
import java.util.Map;

/** Pairs of a table of which a person has said whether they are one person. */
public final class Labels {
  /** Nobody has said anything. */
  public static final Labels NONE = new Labels(Map.of());

  private final Map<Long, Boolean> same;

  private Labels(Map<Long, Boolean> same) {
    this.same = Map.copyOf(same);
  }

  /** Collects them. */
  public static final class Builder {
    private final Map<Long, Boolean> same = new HashMap<>();

    /** Adds a pair, by the places of the two in the table. */
    public Builder add(int a, int b, boolean isSame) {
      same.put(key(a, b), isSame);
      return this;
    }

    public Labels build() {
      return new Labels(same);
    }
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
  }

  /** Whether a person has said something of a pair. */
  public boolean has(int a, int b) {
    return !same.isEmpty() && same.containsKey(key(a, b));
  }

  /** How many pairs there are. */
  public int size() {
    return same.size();
  }

  /** Takes pairs. */
  public interface Sink {
    void pair(int a, int b, boolean isSame);
  }

  /** Each pair once. */
  public void forEach(Sink sink) {
    same.forEach((key, is) -> sink.pair((int) (key >>> Integer.SIZE), key.intValue(), is));
  }

  @Override
  public String toString() {
    return "Labels[" + same.size() + " pairs]";
  }
}
