package dev.trestle.app.audit;

import java.time.Instant;
import java.util.List;

/**
 * A report for an auditor: what was asked, when it was made, on which state of the chain, and
 * tables. Cells can be patient data.
 *
 * @param title of the report
 * @param question what it was asked for: name and value of each criterion
 * @param madeAt when
 * @param madeBy who asked
 * @param head number and hash of the newest block at that moment
 * @param tables the answers
 */
record Report(
    String title,
    List<Cell> question,
    Instant madeAt,
    String madeBy,
    String head,
    List<Table> tables) {
  /** A name and its value. */
  record Cell(String name, String text) {}

  /**
   * Rows under columns.
   *
   * @param complete false when there was more than a report may have
   */
  record Table(String title, List<String> columns, List<List<String>> rows, boolean complete) {
    @Override
    public String toString() {
      return "Table[" + title + ", " + rows.size() + "]";
    }
  }

  @Override
  public String toString() {
    return "Report[" + title + "]";
  }
}
