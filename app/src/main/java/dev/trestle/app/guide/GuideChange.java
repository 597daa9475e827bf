package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * What a newer guide says otherwise in a row.
 *
 * @param kind whether it is new, gone or another
 * @param row of the newer guide; when it is gone, of the older
 * @param differences what it says otherwise, as {@code condition: none → …}
 * @param rules that cite it, as it was or as it is
 */
public record GuideChange(Kind kind, GuideRow row, List<String> differences, List<String> rules) {
  /** What became of a row. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  public GuideChange {
    differences = List.copyOf(differences);
    rules = List.copyOf(rules);
  }

  /** Compares two guides, map by map and field by field; rows are known by their fingerprint. */
  public static List<GuideChange> between(Guide older, Guide newer, List<Citation> citations) {
    TreeSet<String> maps = new TreeSet<>(older.maps().keySet());
    maps.addAll(newer.maps().keySet());
    List<GuideChange> changes = new ArrayList<>();
    for (String map : maps) {
      TreeSet<Integer> fields = new TreeSet<>();
      older.rows(map).forEach(row -> fields.add(row.field()));
      newer.rows(map).forEach(row -> fields.add(row.field()));
      for (int field : fields) {
        changes.addAll(ofField(rows(older, map, field), rows(newer, map, field), citations));
      }
    }
    return changes;
  }

  private static List<GuideRow> rows(Guide guide, String map, int field) {
    return new ArrayList<>(guide.rows(map).stream().filter(row -> row.field() == field).toList());
  }

  /** What is the same is taken out first, then what has one element, then one condition. */
  private static List<GuideChange> ofField(
      List<GuideRow> before, List<GuideRow> after, List<Citation> citations) {
    List<GuideChange> changes = new ArrayList<>();
    pair(before, after, (one, other) -> one.fingerprint().equals(other.fingerprint()), citations);
    changes.addAll(pair(before, after, GuideChange::sameTarget, citations));
    changes.addAll(pair(before, after, GuideChange::sameCondition, citations));
    changes.addAll(pair(before, after, (one, other) -> true, citations));
    before.forEach(row -> changes.add(alone(Kind.REMOVED, row, citations)));
    after.forEach(row -> changes.add(alone(Kind.ADDED, row, citations)));
    return changes;
  }

  private static boolean sameTarget(GuideRow one, GuideRow other) {
    return one.target().equals(other.target());
  }

  private static boolean sameCondition(GuideRow one, GuideRow other) {
    return one.facts().condition().equals(other.facts().condition());
  }

  private static GuideChange alone(Kind kind, GuideRow row, List<Citation> citations) {
    return new GuideChange(kind, row, List.of(), GuideCoverage.rules(row, citations));
  }

  /** Takes pairs out of both lists. */
  private static List<GuideChange> pair(
      List<GuideRow> before,
      List<GuideRow> after,
      BiPredicate<GuideRow, GuideRow> belong,
      List<Citation> citations) {
    List<GuideChange> pairs = new ArrayList<>();
    for (Iterator<GuideRow> rows = before.iterator(); rows.hasNext(); ) {
      GuideRow old = rows.next();
      for (GuideRow now : after) {
        if (belong.test(old, now)) {
          TreeSet<String> rules = new TreeSet<>(GuideCoverage.rules(old, citations));
          rules.addAll(GuideCoverage.rules(now, citations));
          pairs.add(new GuideChange(Kind.CHANGED, now, old.differences(now), List.copyOf(rules)));
          rows.remove();
          after.remove(now);
          break;
        }
      }
    }
    return pairs;
  }
}
