package dev.trestle.bench.measure;

import dev.trestle.bench.load.Round;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import dev.trestle.bench.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One person looked for among many, and how the many came in.
 *
 * @param people who are registered
 * @param registered one message each, until they are applied and compared with each other
 * @param before asked as soon as they were registered
 * @param rest how long PostgreSQL took until it was at rest
 * @param lines asked then
 */
public record Match(long people, Round registered, Line before, Duration rest, List<Line> lines)
    implements Section {
  private static final double BUDGET_MILLIS = 20;

  /**
   * One kind of question.
   *
   * @param found share of answers whose first entry is whoever was asked for
   */
  record Line(String what, Times times, double found) {}

  @Override
  public void write(Markdown out) {
    out.heading("Who somebody is, among " + Figures.whole(people));
    out.paragraph(
        Figures.whole(people) + " people were registered by ADT^A28, one source record each:",
        Figures.whole(registered.settledPerSecond()) + " a second until they were applied and",
        "compared with all who came before,",
        Figures.whole(registered.micros()) + " µs of processor time each. Then",
        "`Patient/$match` over HTTPS, one question after the other: name, date of birth, address"
            + " and",
        "telephone, no number. First while PostgreSQL still vacuums and writes out what the",
        "registrations left, then at rest,",
        Figures.whole(rest.toSeconds()) + " s later: what the budget means.");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(before));
    lines.forEach(line -> rows.add(row(line)));
    out.table(List.of("", ">p50", ">p99", ">questions", ">found first"), rows);
  }

  private static List<String> row(Line line) {
    return List.of(
        line.what(),
        Figures.tenths(line.times().millis(50)) + " ms",
        Figures.tenths(line.times().millis(99)) + " ms",
        Figures.whole(line.times().count()),
        Figures.percent(line.found()));
  }

  @Override
  public List<Budget> budgets() {
    double worst = lines.stream().mapToDouble(line -> line.times().millis(99)).max().orElseThrow();
    return List.of(
        Budget.atMost(
            "match one person against " + Figures.whole(people) + ", p99",
            worst,
            BUDGET_MILLIS,
            " ms"));
  }
}
