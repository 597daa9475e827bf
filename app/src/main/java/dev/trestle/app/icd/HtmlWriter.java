package dev.trestle.app.icd;

import java.util.List;

/** A page as one HTML file that needs nothing else: dark and light, on paper too. */
final class HtmlWriter {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: light-dark(#c8ced6, #46505c);
        --head: light-dark(#f0f3f6, #222a33); }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto;
        padding: 0 1rem; color: light-dark(#1b222a, #e6eaef);
        background: light-dark(#ffffff, #12171d); }
      h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
        vertical-align: top; }
      thead th { background: var(--head); }
      tbody th { font-weight: 600; white-space: nowrap; }
      @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
      """;

  private HtmlWriter() {}

  static String write(Page page) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    out.append("<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>").append(text(page.title())).append("</title>\n");
    out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    element(out, "h1", page.title());
    for (Page.Part part : page.parts()) {
      if (part instanceof Page.Heading heading) {
        element(out, "h" + heading.level(), heading.text());
      } else if (part instanceof Page.Paragraph paragraph) {
        element(out, "p", paragraph.text());
      } else if (part instanceof Page.Points points) {
        out.append("<ul>\n");
        points.points().forEach(point -> element(out, "li", point));
        out.append("</ul>\n");
      } else if (part instanceof Page.Table table) {
        table(out, table);
      }
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void table(StringBuilder out, Page.Table table) {
    out.append("<div class=\"wide\"><table>\n<thead><tr>");
    table.head().forEach(cell -> cell(out, "th scope=\"col\"", "th", cell));
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(out, i == 0 ? "th scope=\"row\"" : "td", i == 0 ? "th" : "td", row.get(i));
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
  }

  private static void cell(StringBuilder out, String open, String close, String text) {
    out.append('<').append(open).append('>').append(text(text));
    out.append("</").append(close).append('>');
  }

  private static void element(StringBuilder out, String name, String text) {
    cell(out, name, name, text);
    out.append('\n');
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
