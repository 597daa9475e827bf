package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which rows of segment maps come to a data type map or a vocabulary map, and rules by them. */
final class GuideUses {
  private final List<Guide> guides;
  private final List<Citation> citations;

  /**
   * Who uses a map.
   *
   * @param rows of segment maps, as a rule cites them
   * @param through data type maps between them and it
   * @param rules that cite one of the rows
   */
  public record Uses(List<String> rows, List<String> through, List<String> rules) {
    public Uses {
      rows = List.copyOf(rows);
      through = List.copyOf(through);
      rules = List.copyOf(rules);
    }
  }

  /** Looks in all of the guides: a use that is gone is one that has to be looked at, too. */
  GuideUses(List<Guide> guides, List<Citation> citations) {
    this.guides = List.copyOf(guides);
    this.citations = List.copyOf(citations);
  }

  /** Who uses a map of data types or of vocabulary; nobody uses a message. */
  Uses of(GuideKind kind, String map) {
    String wanted = kind == GuideKind.VOCABULARY ? key(map) : "";
    TreeSet<String> through = new TreeSet<>();
    Set<String> types = new LinkedHashSet<>();
    if (kind == GuideKind.DATA_TYPES) {
      types.add(key(map));
    }
    for (boolean more = true; more; ) {
      List<String> found = users(wanted, types);
      found.removeIf(user -> types.contains(key(user)));
      found.forEach(user -> types.add(key(user)));
      through.addAll(found);
      more = !found.isEmpty();
    }
    LinkedHashSet<String> rows = new LinkedHashSet<>();
    TreeSet<String> rules = new TreeSet<>();
    for (Guide guide : guides) {
      for (List<GuideRow> table : guide.maps().values()) {
        for (GuideRow row : table) {
          if (names(row, wanted, types)) {
            rows.add(row.citation());
            rules.addAll(GuideCoverage.rules(row, citations));
          }
        }
      }
    }
    return new Uses(List.copyOf(rows), List.copyOf(through), List.copyOf(rules));
  }

  /** Data type maps with a row that names the table or one of the types. */
  private List<String> users(String table, Set<String> types) {
    TreeSet<String> found = new TreeSet<>();
    for (Guide guide : guides) {
      guide
          .others(GuideKind.DATA_TYPES)
          .forEach(
              (map, rows) -> {
                if (rows.stream().anyMatch(row -> names(row, table, types))) {
                  found.add(map);
                }
              });
    }
    return new ArrayList<>(found);
  }

  private static boolean names(GuideEntry row, String table, Set<String> types) {
    String named = key(row.said(GuideEntry.TABLE));
    return (!named.isEmpty() && named.equals(table))
        || types.contains(key(row.said(GuideEntry.TYPE)));
  }

  /** The guide writes {@code CWE[Code]} and {@code CWE[code]}, {@code Yes/NoIndicator} and not. */
  static String key(String map) {
    return map.replaceAll("[\\s/]", "").toLowerCase(Locale.ROOT);
  }
}
