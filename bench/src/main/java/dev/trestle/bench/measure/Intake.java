package dev.trestle.bench.measure;

import dev.trestle.bench.load.Round;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.List;

/**
 * Journaling and answering while earlier messages are translated and applied.
 *
 * @param rounds short ones
 * @param floor measured on the same data folder
 */
public record Intake(int connections, int bytes, List<Round> rounds, Floor floor)
    implements Section {
  private static final double SHARE = 60;
  private static final double P99_MILLIS = 100;

  private double rate() {
    return Figures.median(rounds.stream().mapToDouble(Round::answeredPerSecond).toArray());
  }

  private double p99() {
    return Figures.median(rounds.stream().mapToDouble(r -> r.p99().toNanos() / 1e6).toArray());
  }

  private double share() {
    return 100 * rate() / floor.perSecond(connections);
  }

  @Override
  public void write(Markdown out) {
    out.heading("Intake");
    out.paragraph(
        "ADT^A01 of " + Figures.whole(bytes) + " bytes over " + connections + " TLS connections as",
        "fast as answers come, one in flight on each; each is journaled durably before its answer,",
        "while earlier ones are translated and applied on the same cores. Medians of",
        rounds.size() + " rounds. The floor sends nothing, reads no socket and applies nothing.");
    out.table(
        List.of("", ">"),
        List.of(
            List.of("acknowledged/s", Figures.whole(rate())),
            List.of("of the floor, before and after", Figures.tenths(share()) + " %"),
            List.of("answer p99", Figures.tenths(p99()) + " ms"),
            List.of(
                "rounds, acknowledged/s",
                String.join(
                    "; ",
                    rounds.stream().map(r -> Figures.whole(r.answeredPerSecond())).toList()))));
  }

  @Override
  public List<Budget> budgets() {
    return List.of(
        Budget.atLeast("intake: share of PostgreSQL's own commits", share(), SHARE, " %"),
        Budget.atMost("intake: p99 of the answer, while applying", p99(), P99_MILLIS, " ms"));
  }
}
