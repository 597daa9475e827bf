package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one table of the guide. The columns are found by their names. */
final class GuideTable {
  private static final int HEAD_LIMIT = 5;

  /** Order, identifier, name, data type, and the two cardinalities. */
  private static final int FIELD_COLUMNS = 6;

  private static final String IDENTIFIER = "identifier";
  private static final String TARGET = "fhir attribute";
  private static final String CONDITION = "computable antlr";
  private static final String TABLE = "vocabulary mapping";
  private static final String TYPE = "data type mapping";
  private static final String DATA_TYPE = "data type";
  private static final String MAXIMUM = "cardinality - max";
  private static final List<String> FIXED = List.of("assignment", "derived mapping");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})(?:\\D.*)?");

  private final String map;
  private final List<GuideCsv.Line> lines;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> problems;

  private GuideTable(String map, List<GuideCsv.Line> lines, List<String> problems) {
    this.map = map;
    this.lines = lines;
    this.problems = problems;
  }

  /** The rows that name an element. What is wrong with the text is added to the problems. */
  static List<GuideRow> read(String map, String text, List<String> problems) {
    try {
      return new GuideTable(map, GuideCsv.readWhole(text), problems).rows();
    } catch (GuideCsv.OpenQuote open) {
      problems.add(open.getMessage());
      return List.of();
    }
  }

  private List<GuideRow> rows() {
    int head = head();
    if (head < 0) {
      return List.of();
    }
    List<GuideRow> rows = new ArrayList<>();
    for (GuideCsv.Line line : lines.subList(head + 1, lines.size())) {
      String target = target(line);
      if (target.isEmpty()) {
        continue;
      }
      int field = field(line);
      if (field < 0) {
        problems.add("line " + line.number() + ": neither its field nor its order is a number");
      } else {
        rows.add(new GuideRow(map, field, target, facts(line), line.number()));
      }
    }
    return rows;
  }

  /** The row of the names of columns, or -1 when it is not there or a column is missing. */
  private int head() {
    if (lines.stream().allMatch(line -> line.cells().stream().allMatch(String::isBlank))) {
      problems.add("the file is empty");
      return -1;
    }
    for (int i = 0; i < Math.min(HEAD_LIMIT, lines.size()); i++) {
      List<String> names = lines.get(i).cells().stream().map(GuideTable::columnName).toList();
      if (names.contains(IDENTIFIER) || names.contains(TARGET)) {
        for (int column = 0; column < names.size(); column++) {
          String name = FIXED.contains(names.get(column)) ? FIXED.get(0) : names.get(column);
          columns.putIfAbsent(name, column);
        }
        nameless(names);
        return isWhole(names, lines.get(i).number()) ? i : -1;
      }
    }
    problems.add("line 1: no row has the names of the columns (Identifier, FHIR Attribute, …)");
    return -1;
  }

  /** A table whose columns of the field have no names has them where the others do. */
  private void nameless(List<String> names) {
    boolean bare = names.size() > FIELD_COLUMNS;
    for (String name : bare ? names.subList(0, FIELD_COLUMNS) : names) {
      bare &= name.isEmpty();
    }
    if (bare) {
      columns.put(IDENTIFIER, 1);
      columns.put(DATA_TYPE, FIELD_COLUMNS / 2);
      columns.put(MAXIMUM, FIELD_COLUMNS - 1);
    }
  }

  private boolean isWhole(List<String> names, int line) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(IDENTIFIER, TARGET, CONDITION, TABLE, TYPE, FIXED.get(0))) {
      if (!columns.containsKey(name)) {
        missing.add("\"" + name + "\"");
      }
    }
    columns.put("fhir type", after(names, DATA_TYPE, columns.getOrDefault(TARGET, 0)));
    if (!missing.isEmpty()) {
      problems.add("line " + line + ": no column " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  private static int after(List<String> names, String name, int column) {
    for (int i = column; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static String columnName(String cell) {
    String name = cell.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return name.startsWith(TABLE) ? TABLE : name;
  }

  private String cell(GuideCsv.Line line, String column) {
    return plain(line.cell(columns.getOrDefault(column, -1)));
  }

  /** In one line, and without what would steer a terminal. */
  private static String plain(String cell) {
    return cell.replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  /** Some tables have the element in the nameless column beside. A sentence is no element. */
  private String target(GuideCsv.Line line) {
    int column = columns.getOrDefault(TARGET, -1);
    String beside = plain(line.cell(column + 1));
    String target = plain(line.cell(column));
    boolean nameless =
        columns.entrySet().stream()
            .noneMatch(entry -> entry.getValue() == column + 1 && !entry.getKey().isEmpty());
    boolean takes = target.isEmpty() && nameless && beside.indexOf(' ') < 0;
    return takes ? beside : target;
  }

  /** By its identifier, {@code PID-3}; else by the order, which is there before the identifier. */
  private int field(GuideCsv.Line line) {
    String segment = map.substring(0, map.indexOf('['));
    String identifier = cell(line, IDENTIFIER);
    String number =
        identifier.startsWith(segment + "-")
            ? identifier.substring(segment.length() + 1)
            : line.cell(columns.getOrDefault(IDENTIFIER, 0) - 1);
    Matcher found = NUMBER.matcher(number);
    if (found.matches()) {
      return Integer.parseInt(found.group(1));
    }
    return number.isEmpty() && (identifier.isEmpty() || identifier.equals(segment)) ? 0 : -1;
  }

  private GuideRow.Facts facts(GuideCsv.Line line) {
    String fixed = cell(line, FIXED.get(0));
    String most = cell(line, MAXIMUM);
    return new GuideRow.Facts(
        cell(line, CONDITION),
        cell(line, TABLE),
        cell(line, TYPE),
        fixed.startsWith("/") ? "" : fixed,
        cell(line, DATA_TYPE),
        cell(line, "fhir type"),
        !most.isEmpty() && !most.equals("1") && !most.equals("0"));
  }
}
