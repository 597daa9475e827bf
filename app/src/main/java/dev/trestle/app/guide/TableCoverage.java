package dev.trestle.app.guide;

import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vocabulary map of the guide beside a table of the base that says that it has its rows. The
 * table says so in its comment: {@code # … Rows of the official guide (CC0): AddressType[Use]}.
 *
 * @param map of the guide
 * @param table of the base, as {@code 0190-address-use}
 * @param codes how many codes of v2 the map has
 * @param differences codes that the table does not have, or has otherwise
 */
public record TableCoverage(String map, String table, int codes, List<Difference> differences) {
  private static final Pattern NAMED =
      Pattern.compile("official guide \\(CC0\\): ([A-Za-z0-9/]+(?:\\[[A-Za-z0-9.-]+\\])?)");

  public TableCoverage {
    differences = List.copyOf(differences);
  }

  /**
   * A code that is not as the guide has it.
   *
   * @param code of v2
   * @param guide what the guide makes of it; empty when it says nothing
   * @param known whether the table has the code
   * @param here what the table makes of it; empty when it says nothing
   */
  public record Difference(String code, String guide, boolean known, String here) {}

  /** All maps of a guide for which the base says that it has a table, in their order. */
  public static List<TableCoverage> of(
      Guide guide, List<MappingSource.Text> base, EffectiveMapping mapping) {
    TreeMap<String, List<CodeTableDefinition>> tables = named(base, mapping);
    List<TableCoverage> found = new ArrayList<>();
    guide
        .others(GuideKind.VOCABULARY)
        .forEach(
            (map, rows) ->
                tables
                    .getOrDefault(GuideUses.key(map), List.of())
                    .forEach(table -> found.add(of(map, rows, table))));
    return found;
  }

  /** Tables by the map of the guide that their comment names. */
  private static TreeMap<String, List<CodeTableDefinition>> named(
      List<MappingSource.Text> base, EffectiveMapping mapping) {
    TreeMap<String, List<CodeTableDefinition>> tables = new TreeMap<>();
    for (MappingSource.Text text : base) {
      String file = text.name().substring(text.name().lastIndexOf('/') + 1);
      CodeTableDefinition table = mapping.tables().get(file.replaceFirst("\\.csv$", ""));
      if (table != null) {
        text.text()
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(NAMED::matcher)
            .filter(Matcher::find)
            .map(matcher -> GuideUses.key(matcher.group(1)))
            .forEach(map -> tables.computeIfAbsent(map, first -> new ArrayList<>()).add(table));
      }
    }
    return tables;
  }

  private static TableCoverage of(String map, List<GuideLine> rows, CodeTableDefinition table) {
    List<Difference> differences = new ArrayList<>();
    int codes = 0;
    for (GuideLine row : rows) {
      if (VocabularyTable.isOfCode(row)) {
        codes++;
        CodeTableDefinition.Row here = table.rows().get(row.at());
        if (here == null) {
          differences.add(new Difference(row.at(), guide(row), false, ""));
        } else if (!same(row, here)) {
          String said = (here.code() + " " + here.system()).strip();
          differences.add(new Difference(row.at(), guide(row), true, said));
        }
      }
    }
    return new TableCoverage(map, table.name(), codes, differences);
  }

  private static String guide(GuideLine row) {
    return (row.target() + " " + row.said(VocabularyTable.SYSTEM)).strip();
  }

  /** A table does not write the system of a code that the element's own value set has. */
  private static boolean same(GuideLine row, CodeTableDefinition.Row here) {
    return here.code().equals(row.target())
        && (here.system().isEmpty() || here.system().equals(row.said(VocabularyTable.SYSTEM)));
  }
}
