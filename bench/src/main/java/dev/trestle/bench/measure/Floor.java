package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.List;

/**
 * What PostgreSQL alone can do, before and after everything else.
 *
 * @param measurements rounds of each, all of one number of connections
 */
public record Floor(List<List<FloorStore.Round>> measurements) implements Section {
  /** Commits a second over so many connections, the median of all rounds. */
  double perSecond(int connections) {
    return Figures.median(
        measurements.stream()
            .flatMap(List::stream)
            .filter(round -> round.connections() == connections)
            .mapToDouble(FloorStore.Round::perSecond)
            .toArray());
  }

  @Override
  public void write(Markdown out) {
    out.heading("Floor: PostgreSQL alone");
    out.paragraph(
        "Rows of 1 KB, one durable commit each, on the data folder and with the settings that the",
        "platform runs with. The last line was measured after everything else.");
    out.table(
        List.of(">connections", ">commits/s", ">p99 of a commit", "rounds (commits/s)"),
        measurements.stream().map(Floor::row).toList());
  }

  private static List<String> row(List<FloorStore.Round> rounds) {
    double[] rates = rounds.stream().mapToDouble(FloorStore.Round::perSecond).toArray();
    double[] p99 = rounds.stream().mapToDouble(round -> round.p99().toNanos() / 1e6).toArray();
    return List.of(
        Integer.toString(rounds.get(0).connections()),
        Figures.whole(Figures.median(rates)),
        Figures.tenths(Figures.median(p99)) + " ms",
        String.join("; ", rounds.stream().map(r -> Figures.whole(r.perSecond())).toList()));
  }

  @Override
  public List<Budget> budgets() {
    return List.of();
  }
}
