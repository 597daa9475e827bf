package dev.trestle.bench.measure;

import dev.trestle.bench.load.Round;
import dev.trestle.bench.process.Usage;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Messages as fast as answers come, until all are applied.
 *
 * @param title of the section
 * @param what was sent
 * @param rounds one after the other, each until nothing was in flight
 * @param counts against the budget
 */
public record Throughput(String title, String what, List<Round> rounds, boolean counts)
    implements Section {
  private static final double MICROS = 2_000;
  private static final double PER_SECOND = 1_000;

  /** Parts that use less of the platform's processor time are shown together. */
  private static final double SMALLEST_PART = 0.01;

  private static final int SHOWN_ROUNDS = 12;

  @Override
  public void write(Markdown out) {
    Round all = Round.sum(rounds);
    out.heading(title);
    out.paragraph(
        what,
        "From the first send until nothing was in flight: received, translated, applied, resolved",
        "(who is the same person). Each of the "
            + rounds.size()
            + " rounds ended with a closed balance.");
    out.table(
        List.of("", ">"),
        List.of(
            List.of("messages", Figures.whole(all.messages())),
            List.of(
                "settled/s, wall clock, sender beside it", Figures.whole(all.settledPerSecond())),
            List.of("acknowledged/s while sending", Figures.whole(all.answeredPerSecond())),
            List.of("answer p50, p99 (of the worst round)", millis(all.p50(), all.p99())),
            List.of("became exceptions", Figures.whole(all.exceptions()))));
    out.paragraph("Ledger: processor time, µs a message.");
    out.table(List.of("", ">µs"), ledger(all));
    out.paragraph("Rounds, settled/s and µs a message:", eachRound() + ".");
  }

  private static List<List<String>> ledger(Round all) {
    Usage used = all.used();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("**Trestle and PostgreSQL**", Figures.whole(all.micros())));
    rows.add(List.of("Trestle's JVM", micros(all, used.platformNanos())));
    for (Usage.Part part : used.parts(SMALLEST_PART)) {
      rows.add(List.of("— " + part.name(), micros(all, part.nanos())));
    }
    rows.add(List.of("PostgreSQL", micros(all, used.postgresNanos())));
    for (Map.Entry<String, Long> kind : used.postgres().entrySet()) {
      if (kind.getValue() >= SMALLEST_PART * used.postgresNanos()) {
        rows.add(List.of("— " + kind.getKey(), micros(all, kind.getValue())));
      }
    }
    rows.add(List.of("sender, not counted", micros(all, used.senderNanos())));
    return rows;
  }

  private String eachRound() {
    return String.join(
        "; ",
        rounds.stream()
            .limit(SHOWN_ROUNDS)
            .map(r -> Figures.whole(r.settledPerSecond()) + ", " + Figures.whole(r.micros()))
            .toList());
  }

  private static String micros(Round round, long nanos) {
    return Figures.whole(round.micros(nanos));
  }

  private static String millis(Duration p50, Duration p99) {
    return Figures.millis(p50) + ", " + Figures.millis(p99);
  }

  @Override
  public List<Budget> budgets() {
    Round all = Round.sum(rounds);
    return counts
        ? List.of(
            Budget.atMost(title + ": Trestle and PostgreSQL", all.micros(), MICROS, " µs/message"),
            Budget.atLeast(
                title + ": wall clock, sender beside it", all.settledPerSecond(), PER_SECOND, "/s"))
        : List.of();
  }
}
