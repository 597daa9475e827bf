package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which rows of a guide are cited.
 *
 * @param maps of the guide
 * @param gone citations that name no row of it
 */
public record GuideCoverage(List<OfMap> maps, List<Citation> gone) {
  public GuideCoverage {
    maps = List.copyOf(maps);
    gone = List.copyOf(gone);
  }

  /**
   * The rows of a map.
   *
   * @param map as {@code PID[Patient]}
   * @param rows how many name an element
   * @param rules how many rules cite one of them
   * @param uncited those that no rule cites
   */
  public record OfMap(String map, int rows, int rules, List<Uncited> uncited) {
    public OfMap {
      uncited = List.copyOf(uncited);
    }
  }

  /**
   * A row that no rule cites.
   *
   * @param row of the guide
   * @param reviewed {@code ADR 36}; empty when nothing is known of it
   */
  public record Uncited(GuideRow row, String reviewed) {}

  /** Compares a guide with the citations of a mapping. */
  public static GuideCoverage of(Guide guide, List<Citation> citations, ReviewedRows reviewed) {
    List<OfMap> maps = new ArrayList<>();
    guide
        .maps()
        .forEach(
            (name, rows) -> {
              List<Uncited> uncited = new ArrayList<>();
              TreeSet<String> rules = new TreeSet<>();
              for (GuideRow row : rows) {
                List<String> citing = rules(row, citations);
                rules.addAll(citing);
                if (citing.isEmpty()) {
                  uncited.add(new Uncited(row, reviewed.reason(row).orElse("")));
                }
              }
              maps.add(new OfMap(name, rows.size(), rules.size(), uncited));
            });
    List<Citation> gone =
        citations.stream()
            .filter(citation -> guide.rows(citation.map()).stream().noneMatch(citation::covers))
            .toList();
    return new GuideCoverage(maps, gone);
  }

  /** The rules that cite a row. */
  static List<String> rules(GuideRow row, List<Citation> citations) {
    return citations.stream()
        .filter(citation -> citation.covers(row))
        .map(Citation::rule)
        .distinct()
        .toList();
  }
}
