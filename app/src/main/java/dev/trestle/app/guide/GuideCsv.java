package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;

/** CSV of RFC 4180: a quoted cell may hold line breaks, and quotes written twice. */
public final class GuideCsv {
  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int number = 1;
  private int begun = 1;

  /**
   * A row of the file.
   *
   * @param number of the line in which it begins, from 1
   * @param cells in their order
   */
  public record Line(int number, List<String> cells) {
    public Line {
      cells = List.copyOf(cells);
    }

    /** A cell without blanks around it; empty when the row is shorter. */
    public String cell(int index) {
      return index < 0 || index >= cells.size() ? "" : cells.get(index).strip();
    }
  }

  /** A quote that is opened in this line is never closed. */
  static final class OpenQuote extends Exception {
    private static final long serialVersionUID = 1;

    OpenQuote(int line) {
      super("line " + line + ": a quote is opened here and never closed");
    }
  }

  private GuideCsv(String text) {
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Reads a text; what stands after a quote that is never closed is one cell. */
  public static List<Line> read(String text) {
    GuideCsv csv = new GuideCsv(text);
    csv.split();
    return csv.lines;
  }

  /** Reads a text that must be whole: after an open quote every row would be missing. */
  static List<Line> readWhole(String text) throws OpenQuote {
    GuideCsv csv = new GuideCsv(text);
    int open = csv.split();
    if (open > 0) {
      throw new OpenQuote(open);
    }
    return csv.lines;
  }

  /** The line of a quote that is never closed, or 0. */
  private int split() {
    int quotedSince = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        number++;
      }
      if (quotedSince > 0) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quotedSince = 0;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quotedSince = number;
      } else if (c == ',') {
        endCell();
      } else if (c == '\n') {
        endLine();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !cells.isEmpty()) {
      endLine();
    }
    return quotedSince;
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private void endLine() {
    endCell();
    lines.add(new Line(begun, cells));
    cells = new ArrayList<>();
    begun = number;
  }
}
