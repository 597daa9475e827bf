package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import dev.trestle.bench.report.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * From the send of a message to the first search that finds what it says.
 *
 * @param admissions at a steady rate
 * @param rate of them, messages a second
 * @param reports results among a sweep
 * @param sweep what the sweep was
 */
public record Freshness(Times admissions, double rate, Times reports, String sweep)
    implements Section {
  private static final double MILLIS = 250;
  private static final double SWEEP_MILLIS = 2_000;

  @Override
  public void write(Markdown out) {
    out.heading("Received to searchable");
    out.paragraph(
        "Open loop: a message is timed from the instant it was due to be sent, whether or not a",
        "connection was free, until a FHIR search over HTTPS finds it by its identifier. Some of",
        "the messages are looked for, again every few milliseconds, and the searching takes its",
        "share of the cores.");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row("ADT^A01 at " + Figures.whole(rate) + "/s: the Patient by its number", admissions));
    rows.add(row("ORU^R01 during " + sweep + ": its DiagnosticReport", reports));
    out.table(List.of("", ">looked for", ">p50", ">p99", ">worst"), rows);
  }

  private static List<String> row(String what, Times times) {
    return List.of(
        what,
        Integer.toString(times.count()),
        millis(times, 50),
        millis(times, 99),
        millis(times, 100));
  }

  private static String millis(Times times, double percent) {
    return Figures.tenths(times.millis(percent)) + " ms";
  }

  @Override
  public List<Budget> budgets() {
    return List.of(
        Budget.atMost(
            "received to searchable at " + Figures.whole(rate) + "/s, p99",
            admissions.millis(99),
            MILLIS,
            " ms"),
        Budget.atMost(
            "a result during " + sweep + ", p99", reports.millis(99), SWEEP_MILLIS, " ms"));
  }
}
