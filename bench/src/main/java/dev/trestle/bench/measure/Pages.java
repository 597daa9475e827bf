package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import dev.trestle.bench.report.Times;
import java.util.Comparator;
import java.util.List;

/**
 * The pages of the console over long lists.
 *
 * @param entries in the journal
 * @param exceptions open
 * @param reviews made by the generator; none where the real ones do not fill a page
 * @param lines one for each page
 * @param scanned messages that were looked into
 * @param scanSeconds how long that took
 * @param works questions without a page of their own
 */
public record Pages(
    long entries,
    long exceptions,
    long reviews,
    List<Line> lines,
    long scanned,
    double scanSeconds,
    List<Work> works)
    implements Section {
  /** Looked into for a field by the scan. */
  public static final long SCANNED = 100_000;

  /** Reviews, and unmapped codes, that the generator adds. */
  public static final int LISTED = 100_000;

  private static final double SCAN_SECONDS = 5;
  private static final double BUDGET_MILLIS = 200;

  /**
   * One page.
   *
   * @param times it took
   * @param firstMillis the first time it was asked for, with whatever was cold
   * @param characters of it
   */
  public record Line(String page, Times times, double firstMillis, int characters) {}

  /** A question that looks through everything, and how long that took. */
  public record Work(String what, double seconds) {}

  @Override
  public void write(Markdown out) {
    out.heading("Pages of the console");
    out.paragraph(
        "%s entries in the journal, %s exceptions open, filled up with copies by a generator; more"
            .formatted(Figures.whole(entries), Figures.whole(exceptions)),
        "than %s reviews and %s unmapped codes, each of another table."
            .formatted(Figures.whole(reviews), Figures.whole(LISTED)),
        "Each page over HTTPS, one after the other, nothing else running; from the question to the",
        "last byte, as the client sees it. The first time counts what was cold.");
    out.table(
        List.of("", ">p50", ">worst", ">first", ">characters"),
        lines.stream()
            .map(
                line ->
                    List.of(
                        line.page(),
                        Figures.tenths(line.times().millis(50)) + " ms",
                        Figures.tenths(line.times().millis(100)) + " ms",
                        Figures.tenths(line.firstMillis()) + " ms",
                        Figures.whole(line.characters())))
            .toList());
    out.paragraph(
        "Looking into %s messages for a field that none has: %s s."
            .formatted(Figures.whole(scanned), Figures.tenths(scanSeconds)));
    out.table(
        List.of("looks through everything", ">took"),
        works.stream()
            .map(work -> List.of(work.what(), Figures.tenths(work.seconds()) + " s"))
            .toList());
  }

  @Override
  public List<Budget> budgets() {
    Line slowest =
        lines.stream()
            .max(Comparator.comparingDouble(line -> line.times().millis(100)))
            .orElseThrow();
    return List.of(
        Budget.atMost(
            "slowest page of the console (" + slowest.page() + ")",
            slowest.times().millis(100),
            BUDGET_MILLIS,
            " ms"),
        Budget.atMost(
            "looking into " + Figures.whole(scanned) + " messages",
            scanSeconds,
            SCAN_SECONDS * scanned / SCANNED,
            " s"));
  }
}
