package dev.trestle.semantics.profile;

import dev.trestle.semantics.mapping.run.LeafWitness;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a feed sent in one field. Filled by {@link FeedProfile}, then read. */
public final class FieldProfile {
  private final Formats formats = new Formats();
  private final CodeCounts codes = new CodeCounts();
  private final SortedMap<Integer, Long> components = new TreeMap<>();
  private final Map<LeafWitness.Where, Long> leaves = new EnumMap<>(LeafWitness.Where.class);
  private long valued;
  private long nulls;
  private int repetitions;
  private int longest;
  private String first = "";
  private String last = "";

  void valued(String day, int repeats, int chars) {
    valued++;
    repetitions = Math.max(repetitions, repeats);
    longest = Math.max(longest, chars);
    first = Days.earlier(first, day);
    last = Days.later(last, day);
  }

  void isNull() {
    nulls++;
  }

  void component(int component) {
    components.merge(component, 1L, Long::sum);
  }

  void leaf(LeafWitness.Where where) {
    leaves.merge(where, 1L, Long::sum);
  }

  /** Segments in which it has a value. */
  public long valued() {
    return valued;
  }

  /** Segments in which it is {@code ""}. */
  public long nulls() {
    return nulls;
  }

  /** Most repetitions of one segment. */
  public int repetitions() {
    return repetitions;
  }

  /** Characters of the longest one, with its separators. */
  public int longest() {
    return longest;
  }

  /** The day it first had a value, {@code 2026-01-31}; empty when that is not known. */
  public String first() {
    return first;
  }

  public String last() {
    return last;
  }

  /** Segments in which a component of its first repetition has a value. */
  public long componentValued(int component) {
    return components.getOrDefault(component, 0L);
  }

  public Formats formats() {
    return formats;
  }

  /** What it holds when a rule looks it up in a table; else nothing. */
  public CodeCounts codes() {
    return codes;
  }

  /** Leaves that went there. */
  public long leaves(LeafWitness.Where where) {
    return leaves.getOrDefault(where, 0L);
  }
}
