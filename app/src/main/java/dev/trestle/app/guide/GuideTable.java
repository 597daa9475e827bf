package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table of a segment or of a data type: their rows say where a value goes to. */
final class GuideTable {
  /** Order, identifier, name, data type, and the two cardinalities. */
  private static final int FIELD_COLUMNS = 6;

  private static final String TARGET = "fhir attribute";
  private static final String TABLE = "vocabulary mapping";
  private static final String TYPE = "data type mapping";
  private static final String DATA_TYPE = "data type";
  private static final String FHIR_TYPE = "fhir type";
  private static final String MAXIMUM = "cardinality - max";
  private static final String FIXED = "assignment";
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})(?:\\D.*)?");

  /** {@code CX.4.1}; of some data types {@code FT-1}. */
  private static final Pattern COMPONENT =
      Pattern.compile("[A-Z][A-Z0-9]{1,2}[.-](\\d{1,3}(?:\\.\\d{1,3}){0,2})");

  private static final Pattern WHOLE = Pattern.compile("(?:[A-Z][A-Z0-9]{1,2})?");

  private final String map;
  private final GuideColumns columns;
  private final List<String> problems;

  private GuideTable(String map, GuideColumns columns, List<String> problems) {
    this.map = map;
    this.columns = columns;
    this.problems = problems;
  }

  /** The rows of a segment map that name an element. What is wrong is added to the problems. */
  static List<GuideRow> read(String map, List<GuideCsv.Line> lines, List<String> problems) {
    return of(map, lines, List.of(FIXED), problems)
        .map(table -> table.rows(table::ofField))
        .orElse(List.of());
  }

  /** The same of a data type map; not every one has a column of fixed values. */
  static List<GuideLine> ofDataType(String map, List<GuideCsv.Line> lines, List<String> problems) {
    return of(map, lines, List.of(), problems)
        .map(table -> table.rows(table::ofComponent))
        .orElse(List.of());
  }

  private static Optional<GuideTable> of(
      String map, List<GuideCsv.Line> lines, List<String> more, List<String> problems) {
    List<String> wanted = new ArrayList<>();
    wanted.addAll(List.of(GuideColumns.IDENTIFIER, TARGET, GuideColumns.CONDITION, TABLE, TYPE));
    wanted.addAll(more);
    return GuideColumns.of(
            lines,
            names -> names.contains(GuideColumns.IDENTIFIER) || names.contains(TARGET),
            "Identifier, FHIR Attribute",
            problems)
        .map(GuideTable::completed)
        .filter(columns -> columns.hasAll(wanted, problems))
        .map(columns -> new GuideTable(map, columns, problems));
  }

  /** A table whose columns of the field have no names has them where the others do. */
  private static GuideColumns completed(GuideColumns columns) {
    List<String> names = columns.names();
    boolean bare = names.size() > FIELD_COLUMNS;
    for (String name : bare ? names.subList(0, FIELD_COLUMNS) : names) {
      bare &= name.isEmpty();
    }
    if (bare) {
      columns.put(GuideColumns.IDENTIFIER, 1);
      columns.put(DATA_TYPE, FIELD_COLUMNS / 2);
      columns.put(MAXIMUM, FIELD_COLUMNS - 1);
    }
    columns.put(FHIR_TYPE, columns.at(DATA_TYPE, columns.at(TARGET)));
    return columns;
  }

  private <R> List<R> rows(Function<GuideCsv.Line, Optional<R>> reader) {
    return columns.rows().stream()
        .filter(line -> !target(line).isEmpty())
        .map(reader)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<GuideRow> ofField(GuideCsv.Line line) {
    int field = field(line);
    if (field < 0) {
      problems.add("line " + line.number() + ": neither its field nor its order is a number");
      return Optional.empty();
    }
    return Optional.of(new GuideRow(map, field, target(line), facts(line), line.number()));
  }

  private Optional<GuideLine> ofComponent(GuideCsv.Line line) {
    Optional<String> component = component(line);
    if (component.isEmpty()) {
      problems.add("line " + line.number() + ": neither its component nor its order is a number");
    }
    GuideRow.Facts facts = facts(line);
    return component.map(
        at ->
            new GuideLine(
                map,
                at,
                GuideEntry.ofElement(
                    target(line), facts.condition(), facts.table(), facts.type(), facts.fixed()),
                line.number()));
  }

  private String cell(GuideCsv.Line line, String column) {
    return columns.cell(line, column);
  }

  /** Some tables have the element in the nameless column beside. A sentence is no element. */
  private String target(GuideCsv.Line line) {
    int column = columns.at(TARGET);
    String beside = GuideColumns.plain(line.cell(column + 1));
    String target = GuideColumns.plain(line.cell(column));
    boolean takes = target.isEmpty() && columns.isNameless(column + 1) && beside.indexOf(' ') < 0;
    return takes ? beside : target;
  }

  /** By its identifier, {@code PID-3}; else by the order, which is there before the identifier. */
  private int field(GuideCsv.Line line) {
    String segment = map.substring(0, map.indexOf('['));
    String identifier = cell(line, GuideColumns.IDENTIFIER);
    String number =
        identifier.startsWith(segment + "-")
            ? identifier.substring(segment.length() + 1)
            : order(line);
    Matcher found = NUMBER.matcher(number);
    if (found.matches()) {
      return Integer.parseInt(found.group(1));
    }
    return number.isEmpty() && (identifier.isEmpty() || identifier.equals(segment)) ? 0 : -1;
  }

  /**
   * {@code CX.4.1}; {@code CX} for the type itself. A table that was made of another type's may
   * still name the components as that one does.
   */
  private Optional<String> component(GuideCsv.Line line) {
    String type = map.substring(0, map.indexOf('['));
    String identifier = cell(line, GuideColumns.IDENTIFIER);
    Matcher named = COMPONENT.matcher(identifier);
    if (named.matches()) {
      return Optional.of(type + "." + named.group(1));
    }
    Matcher ordered = NUMBER.matcher(order(line));
    if (ordered.matches()) {
      int number = Integer.parseInt(ordered.group(1));
      return Optional.of(number == 0 ? type : type + "." + number);
    }
    boolean whole = order(line).isEmpty() && WHOLE.matcher(identifier).matches();
    return whole ? Optional.of(type) : Optional.empty();
  }

  private String order(GuideCsv.Line line) {
    return line.cell(columns.at(GuideColumns.IDENTIFIER) - 1);
  }

  private GuideRow.Facts facts(GuideCsv.Line line) {
    String fixed = cell(line, FIXED);
    String most = cell(line, MAXIMUM);
    return new GuideRow.Facts(
        cell(line, GuideColumns.CONDITION),
        cell(line, TABLE),
        cell(line, TYPE),
        fixed.startsWith("/") ? "" : fixed,
        cell(line, DATA_TYPE),
        cell(line, FHIR_TYPE),
        !most.isEmpty() && !most.equals("1") && !most.equals("0"));
  }
}
