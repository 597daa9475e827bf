package dev.trestle.sandbox.census;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one health system wrote down of somebody, once.
 *
 * @param id of the row; says nothing about who it is
 * @param resident number of whom it is about: the truth
 * @param healthSystem from 0
 * @param texts as they were written; what was left out is not there
 */
public record Row(String id, int resident, int healthSystem, Map<Column, String> texts) {
  public Row {
    texts = Map.copyOf(texts);
  }

  static Map<Column, String> noTexts() {
    return new EnumMap<>(Column.class);
  }

  /** A text, or empty. */
  public String text(Column column) {
    return texts.getOrDefault(column, "");
  }

  @Override
  public String toString() {
    return "Row[" + id + "]";
  }
}
