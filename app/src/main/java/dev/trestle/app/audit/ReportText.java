package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as Markdown or as a line of JSON, signed in its last line. */
final class ReportText {
  private ReportText() {}

  static void markdown(Report report, SigningKey key, OutputStream out) throws IOException {
    SignedText text = new SignedText(out, key);
    text.line("# " + report.title());
    text.line("");
    for (Report.Cell cell : report.question()) {
      text.line("- " + cell.name() + ": " + escape(cell.text()));
    }
    text.line("- made: " + report.madeAt() + " by " + escape(report.madeBy()));
    text.line("- newest block of the audit: " + report.head());
    for (Report.Table table : report.tables()) {
      text.line("");
      text.line("## " + table.title());
      text.line("");
      if (table.rows().isEmpty()) {
        text.line("None.");
        continue;
      }
      text.line(row(table.columns()));
      text.line(row(table.columns().stream().map(column -> "---").toList()));
      for (List<String> row : table.rows()) {
        text.line(row(row));
      }
      text.line("");
      text.line(count(table));
    }
    text.line("");
    text.end(true);
  }

  private static String count(Report.Table table) {
    return table.complete()
        ? table.rows().size() + " in all."
        : "The newest " + table.rows().size() + ". THERE ARE MORE: choose a shorter period.";
  }

  private static String row(List<String> cells) {
    return cells.stream().map(ReportText::escape).collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Nothing in a cell makes a table, a tag or a line of its own. */
  private static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_|\\[\\]])", "\\\\$1");
  }

  static void json(Report report, SigningKey key, OutputStream out) throws IOException {
    ObjectNode line = ExportLines.line();
    ObjectNode node = line.putObject("report").put("title", report.title());
    ObjectNode question = node.putObject("question");
    report.question().forEach(cell -> question.put(cell.name(), cell.text()));
    node.put("madeAt", report.madeAt().toString())
        .put("madeBy", report.madeBy())
        .put("head", report.head());
    ArrayNode tables = node.putArray("tables");
    for (Report.Table table : report.tables()) {
      ObjectNode shown = tables.addObject().put("title", table.title());
      shown.put("complete", table.complete());
      ArrayNode rows = shown.putArray("rows");
      for (List<String> row : table.rows()) {
        ObjectNode cells = rows.addObject();
        for (int n = 0; n < row.size(); n++) {
          cells.put(table.columns().get(n), row.get(n));
        }
      }
    }
    SignedText text = new SignedText(out, key);
    text.line(ExportLines.text(line));
    text.end(false);
  }
}
