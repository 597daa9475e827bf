package dev.trestle.semantics.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often a segment came, and its fields. Filled by {@link FeedProfile}, then read. */
public final class SegmentProfile {
  private final SortedMap<Integer, FieldProfile> fields = new TreeMap<>();
  private long messages;
  private long segments;
  private int most;

  void add(int inMessage) {
    messages++;
    segments += inMessage;
    most = Math.max(most, inMessage);
  }

  FieldProfile field(int number) {
    return fields.computeIfAbsent(number, missing -> new FieldProfile());
  }

  /** Messages with at least one. */
  public long messages() {
    return messages;
  }

  /** All of them. */
  public long segments() {
    return segments;
  }

  /** Most of one message. */
  public int most() {
    return most;
  }

  /** By number, those that ever had a value or {@code ""}. */
  public SortedMap<Integer, FieldProfile> fields() {
    return Collections.unmodifiableSortedMap(fields);
  }
}
