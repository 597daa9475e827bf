package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a newer guide says otherwise in a row of a segment map.
 *
 * @param kind whether it is new, gone or another
 * @param row of the newer guide; when it is gone, of the older
 * @param differences what it says otherwise, as {@code condition: none → …}
 * @param rules that cite it, as it was or as it is
 */
public record GuideChange(
    RowChange.Kind kind, GuideRow row, List<String> differences, List<String> rules) {
  public GuideChange {
    differences = List.copyOf(differences);
    rules = List.copyOf(rules);
  }

  /** Compares two guides, map by map and field by field; rows are known by their facts. */
  public static List<GuideChange> between(Guide older, Guide newer, List<Citation> citations) {
    List<GuideChange> changes = new ArrayList<>();
    for (RowChange<GuideRow> change : GuideComparison.between(older.maps(), newer.maps())) {
      TreeSet<String> rules = new TreeSet<>();
      change.rows().forEach(row -> rules.addAll(GuideCoverage.rules(row, citations)));
      changes.add(
          new GuideChange(change.kind(), change.row(), change.differences(), List.copyOf(rules)));
    }
    return changes;
  }
}
