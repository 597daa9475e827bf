package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row of a table.
 *
 * @param <R> the kind of row
 * @param before in the older guide; null when it is new
 * @param after in the newer guide; null when it is gone
 */
public record RowChange<R extends GuideEntry>(@Nullable R before, @Nullable R after) {
  /** What became of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  public RowChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a row of one of two guides");
    }
  }

  /** Whether it is new, gone or another. */
  public Kind kind() {
    if (before == null) {
      return Kind.ADDED;
    }
    return after == null ? Kind.REMOVED : Kind.CHANGED;
  }

  /** The row of the newer guide; when it is gone, of the older. */
  public R row() {
    R row = after == null ? before : after;
    if (row == null) {
      throw new IllegalStateException("a row of one of two guides");
    }
    return row;
  }

  /** The row as it was and as it is. */
  List<R> rows() {
    List<R> rows = new ArrayList<>();
    if (before != null) {
      rows.add(before);
    }
    if (after != null) {
      rows.add(after);
    }
    return rows;
  }

  /** What the newer says otherwise, as {@code condition: none → …}. */
  public List<String> differences() {
    List<String> found = new ArrayList<>();
    if (before != null && after != null) {
      for (GuideEntry.Said said : after.said()) {
        String old = before.said(said.name());
        if (!old.equals(said.stated())) {
          found.add(said.name() + ": " + shown(old) + " → " + shown(said.stated()));
        }
      }
    }
    return found;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value;
  }
}
