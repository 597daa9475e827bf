package dev.trestle.identity.train;

import java.util.HashMap;
import java.util.Map;

/** Pairs of a table of which a person has said whether they are one person. */
public final class Labels {
  /** Nobody has said anything. */
  public static final Labels NONE = new Labels(Map.of());

  private final Map<Long, Word> words;

  private Labels(Map<Long, Word> words) {
    this.words = Map.copyOf(words);
  }

  /** What a person has said of two. */
  public enum Word {
    /** One person. */
    SAME,
    /** Two, relatives or strangers. */
    APART,
    /** Two of one household. */
    HOUSEHOLD
  }

  /** Collects them. */
  public static final class Builder {
    private final Map<Long, Word> words = new HashMap<>();

    /** Adds a pair, by the places of the two in the table. */
    public Builder add(int a, int b, Word word) {
      words.put(key(a, b), word);
      return this;
    }

    public Labels build() {
      return new Labels(words);
    }
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
  }

  /** Whether a person has said something of a pair. */
  public boolean has(int a, int b) {
    return !words.isEmpty() && words.containsKey(key(a, b));
  }

  /** How many pairs there are. */
  public int size() {
    return words.size();
  }

  /** Takes pairs. */
  public interface Sink {
    void pair(int a, int b, Word word);
  }

  /** Each pair once. */
  public void forEach(Sink sink) {
    words.forEach((key, word) -> sink.pair((int) (key >>> Integer.SIZE), key.intValue(), word));
  }

  @Override
  public String toString() {
    return "Labels[" + words.size() + " pairs]";
  }
}
