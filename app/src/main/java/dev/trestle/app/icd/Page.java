package dev.trestle.app.icd;

import java.util.ArrayList;
import java.util.List;

/** A document of headings, paragraphs, lists and tables, written as Markdown or HTML. */
final class Page {
  private final String title;
  private final List<Part> parts = new ArrayList<>();

  /** A part of a page. */
  sealed interface Part {}

  /** A heading of the second or third level. */
  record Heading(int level, String text) implements Part {}

  /** A paragraph. */
  record Paragraph(String text) implements Part {}

  /** A list. */
  record Points(List<String> points) implements Part {
    Points {
      points = List.copyOf(points);
    }
  }

  /** A table; the first cell of a row is its head. */
  record Table(List<String> head, List<List<String>> rows) implements Part {
    Table {
      head = List.copyOf(head);
      rows = List.copyOf(rows);
    }
  }

  Page(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  void heading(int level, String text) {
    parts.add(new Heading(level, text));
  }

  void paragraph(String text) {
    parts.add(new Paragraph(text));
  }

  void points(List<String> points) {
    if (!points.isEmpty()) {
      parts.add(new Points(points));
    }
  }

  void table(List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      parts.add(new Table(head, rows));
    }
  }
}
