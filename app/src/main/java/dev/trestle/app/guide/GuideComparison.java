package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Compares two versions of tables of one kind: rows are paired within their place. */
final class GuideComparison {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** {@code CX.2} before {@code CX.10}. */
  private static final Comparator<String> BY_PLACE =
      Comparator.comparing(GuideComparison::padded).thenComparing(Comparator.naturalOrder());

  private GuideComparison() {}

  /** What is not the same, in the order of the tables and of the places in them. */
  static <R extends GuideEntry> List<RowChange<R>> between(
      Map<String, List<R>> older, Map<String, List<R>> newer) {
    TreeSet<String> maps = new TreeSet<>(older.keySet());
    maps.addAll(newer.keySet());
    List<RowChange<R>> changes = new ArrayList<>();
    for (String map : maps) {
      Map<String, List<R>> before = byPlace(older.getOrDefault(map, List.of()));
      Map<String, List<R>> after = byPlace(newer.getOrDefault(map, List.of()));
      TreeSet<String> places = new TreeSet<>(BY_PLACE);
      places.addAll(before.keySet());
      places.addAll(after.keySet());
      for (String place : places) {
        changes.addAll(
            ofPlace(
                before.getOrDefault(place, new ArrayList<>()),
                after.getOrDefault(place, new ArrayList<>())));
      }
    }
    return changes;
  }

  private static <R extends GuideEntry> Map<String, List<R>> byPlace(List<R> rows) {
    TreeMap<String, List<R>> places = new TreeMap<>();
    rows.forEach(row -> places.computeIfAbsent(row.at(), first -> new ArrayList<>()).add(row));
    return places;
  }

  /** What is the same is taken out first, then what has one element, then one condition. */
  private static <R extends GuideEntry> List<RowChange<R>> ofPlace(List<R> before, List<R> after) {
    List<RowChange<R>> changes = new ArrayList<>();
    pair(before, after, (one, other) -> one.said().equals(other.said()));
    changes.addAll(pair(before, after, (one, other) -> one.target().equals(other.target())));
    changes.addAll(pair(before, after, GuideComparison::sameCondition));
    changes.addAll(pair(before, after, (one, other) -> true));
    before.forEach(row -> changes.add(new RowChange<>(row, null)));
    after.forEach(row -> changes.add(new RowChange<>(null, row)));
    return changes;
  }

  private static boolean sameCondition(GuideEntry one, GuideEntry other) {
    return one.said(GuideEntry.CONDITION).equals(other.said(GuideEntry.CONDITION));
  }

  /** Takes pairs out of both lists. */
  private static <R extends GuideEntry> List<RowChange<R>> pair(
      List<R> before, List<R> after, BiPredicate<R, R> belong) {
    List<RowChange<R>> pairs = new ArrayList<>();
    for (Iterator<R> rows = before.iterator(); rows.hasNext(); ) {
      R old = rows.next();
      for (R now : after) {
        if (belong.test(old, now)) {
          pairs.add(new RowChange<>(old, now));
          rows.remove();
          after.remove(now);
          break;
        }
      }
    }
    return pairs;
  }

  private static String padded(String place) {
    return NUMBER.matcher(place).replaceAll(found -> String.format("%9s", found.group()));
  }
}
