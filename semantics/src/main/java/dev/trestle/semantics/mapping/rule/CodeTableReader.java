package dev.trestle.semantics.mapping.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a table in CSV: {@code from,code,system,display}, the first line being that header. Lines
 * that begin with {@code #} are comments; a value with a comma stands in double quotes. A file that
 * ends with {@code .json} is a ConceptMap.
 */
final class CodeTableReader {
  private static final String HEADER = "from,code,system,display";
  private static final int COLUMNS = 4;

  private CodeTableReader() {}

  static CodeTableDefinition read(String layer, String file, String text) {
    return file.endsWith(".json")
        ? ConceptMapReader.read(layer, file, name(file), text)
        : csv(layer, file, text);
  }

  private static CodeTableDefinition csv(String layer, String file, String text) {
    Place start = new Place(layer, file, 1);
    SortedMap<String, CodeTableDefinition.Row> rows = new TreeMap<>();
    boolean headerSeen = false;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      Place place = new Place(layer, file, number);
      if (!headerSeen) {
        if (!trimmed.equals(HEADER)) {
          throw Mistakes.at(place, "the first line of a table is " + HEADER);
        }
        headerSeen = true;
        continue;
      }
      List<String> cells = cells(trimmed, place);
      CodeTableDefinition.Row row =
          new CodeTableDefinition.Row(cells.get(1), cells.get(2), cells.get(3), place);
      if (rows.put(cells.get(0), row) != null) {
        throw Mistakes.at(place, "the code \"" + cells.get(0) + "\" is there twice");
      }
    }
    return new CodeTableDefinition(name(file), start, rows);
  }

  private static String name(String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    return last.substring(0, last.lastIndexOf('.'));
  }

  private static List<String> cells(String line, Place place) {
    List<String> cells = line.indexOf('"') < 0 ? plain(line) : quoted(line);
    if (cells.size() > COLUMNS || cells.get(0).isEmpty()) {
      throw Mistakes.at(place, "a row is " + HEADER);
    }
    while (cells.size() < COLUMNS) {
      cells.add("");
    }
    return cells;
  }

  private static List<String> plain(String line) {
    List<String> cells = new ArrayList<>(COLUMNS);
    int from = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
      cells.add(line.substring(from, comma).strip());
      from = comma + 1;
    }
    cells.add(line.substring(from).strip());
    return cells;
  }

  private static List<String> quoted(String line) {
    List<String> cells = new ArrayList<>(COLUMNS);
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
