package dev.trestle.bench.report;

import java.util.List;

/** What one measurement came to, as a part of the report. */
public interface Section {
  /** Its heading and text. */
  void write(Markdown out);

  /** Its lines in the table of budgets at the top. */
  List<Budget> budgets();
}
