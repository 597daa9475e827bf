package dev.trestle.kernel.statement;

import org.jspecify.annotations.Nullable;

/**
 * Where one leaf of a value comes from.
 *
 * @param rule ordinal of the rule in the effective mapping of {@link Translation#mapping()}
 * @param start first byte of the leaf in the raw message, or -1 for a constant of the rule
 * @param length bytes
 * @param row the row of a code table that gave the value; only told by a translation that is
 *     traced, and never stored
 */
public record Origin(int rule, int start, int length, @Nullable Row row) {
  public Origin(int rule, int start, int length) {
    this(rule, start, length, null);
  }

  /**
   * A row of a code table.
   *
   * @param table its name
   * @param key the code as it was looked up
   */
  public record Row(String table, String key) {}
}
