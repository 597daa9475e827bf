package dev.trestle.app.icd;

import java.util.List;
import java.util.stream.Collectors;

/** A page as Markdown with tables (GitHub's). What a site or a feed says is never markup. */
final class MarkdownWriter {
  private MarkdownWriter() {}

  static String write(Page page) {
    StringBuilder out = new StringBuilder("# ").append(text(page.title())).append("\n");
    for (Page.Part part : page.parts()) {
      out.append('\n');
      if (part instanceof Page.Heading heading) {
        out.append("#".repeat(heading.level())).append(' ').append(text(heading.text()));
        out.append('\n');
      } else if (part instanceof Page.Paragraph paragraph) {
        out.append(text(paragraph.text())).append('\n');
      } else if (part instanceof Page.Points points) {
        points.points().forEach(point -> out.append("- ").append(text(point)).append('\n'));
      } else if (part instanceof Page.Table table) {
        row(out, table.head());
        out.append("|").append("---|".repeat(table.head().size())).append('\n');
        table.rows().forEach(row -> row(out, row));
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(
        cells.stream().map(MarkdownWriter::text).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if ("\\`*_[]<>|#".indexOf(c) >= 0) {
                out.append('\\');
              }
              out.append(Character.isISOControl(c) ? ' ' : (char) c);
            });
    return out.toString();
  }
}
