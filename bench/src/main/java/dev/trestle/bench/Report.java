package dev.trestle.bench;

import static dev.trestle.bench.Figures.atLeast;
import static dev.trestle.bench.Figures.atMost;
import static dev.trestle.bench.Figures.median;
import static dev.trestle.bench.Figures.millis;
import static dev.trestle.bench.Figures.percent;
import static dev.trestle.bench.Figures.tenths;
import static dev.trestle.bench.Figures.whole;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The report as Markdown: figures of this run only. */
final class Report {
  private static final double INTAKE_SHARE = 0.6;
  private static final double P99_MILLIS = 100;
  private static final double MICROS = 2_000;
  private static final int SHOWN_PACKAGES = 8;
  private static final int SHOWN_METHODS = 3;

  private final StringBuilder out = new StringBuilder();
  private final Measured measured;

  private Report(Measured measured) {
    this.measured = measured;
  }

  static String write(Measured measured) {
    Report report = new Report(measured);
    report.method();
    report.floor();
    report.intake();
    report.endToEnd();
    report.translation();
    report.spots();
    return report.out.toString();
  }

  private void line(String... parts) {
    out.append(String.join("", parts)).append('\n');
  }

  private void method() {
    line("# Performance");
    line();
    line("Written by `bench/run`; every figure is of that one run. Figures are medians of their");
    line("rounds. The ratios to what was measured beside them say more than the absolute numbers:");
    line("the machine is noisy and shared with other work.");
    line();
    line("Machine: ", measured.machine().text(), "; after it: ", measured.loadAfter(), ".");
    line();
    line("Sender, Trestle and the embedded PostgreSQL share these cores; the sender runs in the");
    line("JVM of Trestle. Its processor time is that of its threads, and is taken off. What the");
    line(
        "JVM compiles and collects for the sender stays on Trestle's account. Commits are durable");
    line("everywhere. The database is small: the budgets ask for millions of resources and ten");
    line("minutes, which this run did not try.");
    line();
  }

  private void floor() {
    line("## Floor: PostgreSQL alone");
    line();
    line(
        "Rows of 1 KB, one durable commit each, on the data folder and with the settings that the");
    line("platform then runs with. The last line was measured after everything else but the");
    line("translation.");
    line();
    line("| connections | commits/s | p99 of a commit | rounds (commits/s) |");
    line("|---:|---:|---:|---|");
    for (int i = 0; i < measured.floor().size(); i += Bench.FLOOR_ROUNDS) {
      List<FloorStore.Round> rounds = measured.floor().subList(i, i + Bench.FLOOR_ROUNDS);
      line(
          "| " + rounds.get(0).connections(),
          " | " + whole(of(rounds, FloorStore.Round::perSecond)),
          " | " + millis(time(of(rounds, round -> round.p99().toNanos()))),
          " | " + each(rounds, FloorStore.Round::perSecond) + " |");
    }
    line();
  }

  private void intake() {
    List<Feed.Round> rounds = measured.intake();
    List<FloorStore.Round> floor =
        measured.floor().stream().filter(r -> r.connections() == Bench.CONNECTIONS).toList();
    double rate = of(rounds, Feed.Round::answeredPerSecond);
    double base = of(floor, FloorStore.Round::perSecond);
    Duration p99 = time(of(rounds, round -> round.p99().toNanos()));
    line("## Intake");
    line();
    line(
        "ADT^A01 of " + whole(Admissions.message(1).length), " bytes, each of a new patient, over");
    line("" + Bench.CONNECTIONS, " TLS connections as fast as answers come; each is journaled");
    line("durably before its answer, while earlier ones are translated and applied.");
    line(
        whole((double) rounds.get(0).answered()),
        " messages a round, ",
        "" + rounds.size(),
        " rounds.");
    line();
    line("| what | measured | budget | |");
    line("|---|---:|---:|---|");
    line(
        "| of the floor at 16 connections, before and after | " + percent(rate / base),
        " | ≥ 60 % | " + atLeast(rate / base, INTAKE_SHARE) + " |");
    line(
        "| answer, p99, while applying | " + millis(p99),
        " | ≤ 100 ms | " + atMost(p99.toNanos() / 1e6, P99_MILLIS) + " |");
    line("| answer, p50 | ", millis(time(of(rounds, r -> r.p50().toNanos()))), " | | |");
    line("| acknowledged/s | " + whole(rate), " | | rounds: ");
    out.setLength(out.length() - 1);
    line(each(rounds, Feed.Round::answeredPerSecond), " |");
    line();
  }

  private void endToEnd() {
    line("## End to end");
    line();
    line("From the first send until nothing is in flight: received, translated, applied. The");
    line("ledger is processor time for each message, user and system.");
    line();
    line(
        "| | new admissions, " + Bench.CONNECTIONS,
        " connections | simulated hospitals, 6 feeds |");
    line("|---|---:|---:|");
    row("messages a round", r -> r.answered());
    row("settled/s, wall clock, sender beside it", Feed.Round::settledPerSecond);
    row("**Trestle and PostgreSQL, µs a message**", Feed.Round::micros);
    row("— Trestle's JVM, µs", Feed.Round::javaMicros);
    row("(the JVM's compiler meanwhile, elapsed, not comparable), µs", Feed.Round::compilerMicros);
    row("— PostgreSQL, µs", Feed.Round::postgresMicros);
    row("sender, not counted above, µs", Feed.Round::senderMicros);
    row("became exceptions", r -> r.exceptions());
    line(
        "| against the budget of 2,000 µs | ",
        atMost(of(measured.intake(), Feed.Round::micros), MICROS),
        " | ",
        atMost(of(measured.mix(), Feed.Round::micros), MICROS),
        " |");
    line();
    line("All patients of the admissions are new (8 resources each); the hospitals send their");
    line("usual mix of ADT and results with copies, updates and late messages. Each round waited");
    line(
        "until the balance closed. The rounds are short and the JVM is young: its compiler is still");
    line("at work in them, as the ledger shows.");
    line();
  }

  private void row(String name, ToDoubleFunction<Feed.Round> value) {
    line(
        "| " + name,
        " | " + whole(of(measured.intake(), value)),
        " | " + whole(of(measured.mix(), value)) + " |");
  }

  private void translation() {
    line("## Translation alone, one thread");
    line();
    line("Processor time of the thread for one message, warmed up, in turns with HAPI HL7 v2,");
    line("which only parses (without validation) and translates nothing.");
    line(
        "Reading alone finds segments and takes them apart when asked, so it is no comparison. The");
    line("LinuxForHealth");
    line("converter was not measured, so nothing is said about the budget of 50 times its speed.");
    line();
    line(
        "| message | bytes | translating / HAPI parsing | Trestle reads and translates"
            + " | Trestle reads | HAPI parses |");
    line("|---|---:|---:|---:|---:|---:|");
    for (TranslationSpeed.Result result : measured.translation()) {
      line(
          "| " + result.type(),
          " | " + whole(result.bytes()),
          " | " + percent(result.translate() / result.hapiParse()),
          " | " + tenths(result.translate()) + " µs",
          " | " + tenths(result.read()) + " µs",
          " | " + tenths(result.hapiParse()) + " µs |");
    }
    line();
  }

  private void spots() {
    HotSpots.Spots spots = measured.spots();
    line("## Where the time goes");
    line();
    line(
        "Sampled in a pass of its own over the hospitals' mix (" + whole((double) spots.samples()),
        " samples");
    line("of running Java code, senders left out; native code, compiler and collector are not in");
    line("it). A sample belongs to the nearest method of ours, libraries it calls included.");
    line();
    line("The ", "" + SHOWN_METHODS, " biggest methods:");
    line();
    list(spots.methods(), SHOWN_METHODS);
    line();
    line("By package:");
    line();
    list(spots.packages(), SHOWN_PACKAGES);
  }

  private void list(List<HotSpots.Spot> spots, int limit) {
    spots.stream()
        .limit(limit)
        .forEach(spot -> line("- " + percent(spot.share()), " `" + spot.name() + "`"));
  }

  private static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
    return median(rounds.stream().mapToDouble(value).toArray());
  }

  private static <T> String each(List<T> rounds, ToDoubleFunction<T> value) {
    return String.join("; ", rounds.stream().map(r -> whole(value.applyAsDouble(r))).toList());
  }

  private static Duration time(double nanos) {
    return Duration.ofNanos((long) nanos);
  }
}
