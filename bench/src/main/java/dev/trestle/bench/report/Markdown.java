package dev.trestle.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A text in Markdown as it grows: headings, paragraphs of at most 100 columns, tables, lists. */
public final class Markdown {
  private static final int COLUMNS = 100;
  private final StringBuilder text = new StringBuilder();

  public void heading(String words) {
    block(words.startsWith("#") ? words : "## " + words);
  }

  /** Parts of a paragraph, set with blanks between them and broken into lines. */
  public void paragraph(String... parts) {
    StringBuilder line = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (String word : String.join(" ", parts).split(" ")) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    block(String.join("\n", lines));
  }

  /**
   * A table.
   *
   * @param heads of its columns; one that begins with {@code >} holds numbers
   */
  public void table(List<String> heads, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("|");
    heads.forEach(head -> table.append(' ').append(head.replace(">", "")).append(" |"));
    table.append("\n|");
    heads.forEach(head -> table.append(head.startsWith(">") ? "---:|" : "---|"));
    for (List<String> row : rows) {
      table.append("\n| ").append(String.join(" | ", row)).append(" |");
    }
    block(table.toString());
  }

  public void list(List<String> items) {
    block("- " + String.join("\n- ", items));
  }

  private void block(String block) {
    text.append(text.isEmpty() ? "" : "\n").append(block).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
