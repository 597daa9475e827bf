package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the columns of a table are: they are found by their names, in one of the first lines. */
final class GuideColumns {
  static final String IDENTIFIER = "identifier";
  static final String CONDITION = "computable antlr";

  private static final int HEAD_LIMIT = 5;

  /** Names that some tables have for a column that others name otherwise. */
  private static final Map<String, String> ALSO =
      Map.of(
          "derived mapping",
          "assignment",
          "computable - antlr",
          CONDITION,
          "computable",
          CONDITION,
          "fhir attribute/ data type",
          "fhir attribute");

  private final List<String> names;
  private final Map<String, Integer> columns = new HashMap<>();
  private final int line;
  private final List<GuideCsv.Line> rows;

  private GuideColumns(List<String> names, int line, List<GuideCsv.Line> rows) {
    this.names = List.copyOf(names);
    this.line = line;
    this.rows = List.copyOf(rows);
    for (int column = 0; column < names.size(); column++) {
      columns.putIfAbsent(names.get(column), column);
    }
  }

  /**
   * Finds the row of the names.
   *
   * @param lines of the file
   * @param head whether a row of names is it
   * @param example of the names, for somebody who has to repair the file
   * @param problems what is wrong is added
   */
  static Optional<GuideColumns> of(
      List<GuideCsv.Line> lines,
      Predicate<List<String>> head,
      String example,
      List<String> problems) {
    if (lines.stream().allMatch(line -> line.cells().stream().allMatch(String::isBlank))) {
      problems.add("the file is empty");
      return Optional.empty();
    }
    for (int i = 0; i < Math.min(HEAD_LIMIT, lines.size()); i++) {
      List<String> names = lines.get(i).cells().stream().map(GuideColumns::name).toList();
      if (head.test(names)) {
        List<GuideCsv.Line> rows = lines.subList(i + 1, lines.size());
        return Optional.of(new GuideColumns(names, lines.get(i).number(), rows));
      }
    }
    problems.add("line 1: no row has the names of the columns (" + example + ", …)");
    return Optional.empty();
  }

  private static String name(String cell) {
    String name = cell.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (name.startsWith("vocabulary mapping")) {
      return "vocabulary mapping";
    }
    return ALSO.getOrDefault(name, name);
  }

  /** The names, in their order. */
  List<String> names() {
    return names;
  }

  /** The rows below the names. */
  List<GuideCsv.Line> rows() {
    return rows;
  }

  /** Says where a column is that has no name of its own. */
  void put(String name, int column) {
    columns.put(name, column);
  }

  /** Whether every column is there; those that are not are told. */
  boolean hasAll(List<String> wanted, List<String> problems) {
    List<String> missing = new ArrayList<>();
    for (String name : wanted) {
      if (at(name) < 0) {
        missing.add("\"" + name + "\"");
      }
    }
    if (!missing.isEmpty()) {
      problems.add("line " + line + ": no column " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  /** The first column of the name, or -1. */
  int at(String name) {
    return columns.getOrDefault(name, -1);
  }

  /** The first column of the name that is not before another, or -1. */
  int at(String name, int from) {
    for (int i = Math.max(0, from); i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a column has no name. */
  boolean isNameless(int column) {
    return column >= names.size() || names.get(column).isEmpty();
  }

  String cell(GuideCsv.Line row, String name) {
    return plain(row.cell(at(name)));
  }

  /** In one line, and without what would steer a terminal. */
  static String plain(String cell) {
    return cell.replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
