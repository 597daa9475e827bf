package dev.trestle.bench;

import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Feed;
import dev.trestle.bench.load.HospitalMix;
import dev.trestle.bench.load.Round;
import dev.trestle.bench.measure.DatabaseAlone;
import dev.trestle.bench.measure.Floor;
import dev.trestle.bench.measure.FloorStore;
import dev.trestle.bench.measure.HotSpots;
import dev.trestle.bench.measure.Intake;
import dev.trestle.bench.measure.Throughput;
import dev.trestle.bench.measure.TranslationSpeed;
import dev.trestle.bench.platform.PlatformProcess;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures everything in one run and writes the report. Read {@link #run} from top to bottom. */
public final class Bench {
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;

  /** The compiler's share of the platform's processor time below which it counts as quiet. */
  private static final double QUIET = 0.05;

  private final BenchOptions options;
  private final Workspace workspace;
  private final Progress progress;
  private final Admissions admissions;
  private final List<Section> sections = new ArrayList<>();
  private final List<Budget> missing = new ArrayList<>();
  private final List<List<FloorStore.Round>> floor = new ArrayList<>();
  private String warmth = "";

  private Bench(BenchOptions options, Workspace workspace, Progress progress) {
    this.options = options;
    this.workspace = workspace;
    this.progress = progress;
    this.admissions = new Admissions(workspace.nextAdmission(), options.newPatients());
  }

  /**
   * @param arguments see {@link BenchOptions#USAGE}
   */
  public static void main(String[] arguments) throws Exception {
    Progress progress = new Progress();
    BenchOptions options;
    try {
      options = BenchOptions.read(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      progress.print(wrong.getMessage() + "\n\n" + BenchOptions.USAGE);
      System.exit(2);
      return;
    }
    try (Workspace workspace = Workspace.open(options.folder())) {
      String report = new Bench(options, workspace, progress).run();
      if (options.report().isPresent()) {
        Files.writeString(options.report().get(), report);
        progress.say("written to " + options.report().get());
      } else {
        progress.print("\n" + report);
      }
    }
  }

  private String run() throws Exception {
    Machine machine = Machine.read();
    if (measures(Part.TRANSLATION)) {
      progress.say("translation beside its peers");
      sections.add(
          TranslationSpeed.measure(
              Admissions.message(1, 1), HospitalMix.firstResult(Workspace.SEED)));
    }
    if (measures(Part.FLOOR) || measures(Part.INTAKE)) {
      floor(1, 4, CONNECTIONS);
    }
    List<Round> intake;
    try (PlatformProcess platform = PlatformProcess.start(workspace.data())) {
      progress.say("the platform is ready");
      Feed feed = new Feed(platform);
      warmUp(feed);
      intake = measures(Part.INTAKE) ? intake(feed) : List.of();
      endToEnd(feed);
      sample(platform, feed);
    }
    if (measures(Part.INTAKE) || measures(Part.FLOOR)) {
      floor(CONNECTIONS);
      Floor all = new Floor(floor);
      if (!intake.isEmpty()) {
        sections.add(0, new Intake(CONNECTIONS, Admissions.message(1, 1).length, intake, all));
      }
      sections.add(0, all);
    }
    return Report.write(machine, Machine.load(), how(), sections, missing);
  }

  private boolean measures(Part part) {
    return options.parts().contains(part);
  }

  private String how() {
    return "Scale: `--"
        + options.scale().name().toLowerCase(java.util.Locale.ROOT)
        + "`. "
        + warmth;
  }

  private void floor(int... connections) throws Exception {
    progress.say("PostgreSQL alone");
    try (DatabaseAlone database = new DatabaseAlone(workspace.data());
        FloorStore store = new FloorStore(database, options.scale().floor)) {
      for (int n : connections) {
        floor.add(store.rounds(n, ROUNDS));
      }
    }
  }

  /** Until the JVM's compiler has become quiet, or the time is over. */
  private void warmUp(Feed feed) throws Exception {
    long start = System.nanoTime();
    long limit = start + options.scale().warmUp.toNanos();
    Round round;
    do {
      round = feed.send(admissions.during(options.scale().round), CONNECTIONS);
      progress.say("warming up: " + line(round));
    } while (round.used().compilerShare() > QUIET && System.nanoTime() < limit);
    warmth =
        "Warmed up for %d s; the JVM's compiler then used %s of the platform's processor time."
            .formatted(
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                Figures.percent(round.used().compilerShare()));
  }

  private List<Round> intake(Feed feed) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(feed.send(admissions.during(options.scale().round), CONNECTIONS));
      progress.say("intake: " + line(rounds.get(i)));
    }
    return rounds;
  }

  private void endToEnd(Feed feed) throws Exception {
    if (measures(Part.END_TO_END)) {
      List<Round> rounds = new ArrayList<>();
      long end = System.nanoTime() + options.scale().endToEnd.toNanos();
      do {
        Round round = feed.send(admissions.during(options.scale().round), CONNECTIONS);
        rounds.add(round);
        progress.say("end to end: " + line(round));
      } while (System.nanoTime() < end);
      sections.add(
          new Throughput(
              "End to end: admissions",
              "ADT^A01 of 8 resources over %d connections; %s of the patients are new."
                  .formatted(CONNECTIONS, Figures.percent(options.newPatients())),
              rounds,
              true));
    }
    if (measures(Part.MIX)) {
      sections.add(mix(feed));
    }
  }

  private Section mix(Feed feed) throws Exception {
    HospitalMix mix = new HospitalMix(workspace.nextSeed());
    Round first = feed.send(mix.next(500), 1);
    int messages = (int) (first.settledPerSecond() * options.scale().round.toSeconds()) + 1;
    List<Round> rounds = new ArrayList<>();
    long end = System.nanoTime() + options.scale().endToEnd.toNanos();
    do {
      rounds.add(feed.send(mix.next(messages), 1));
      progress.say("hospitals' mix: " + line(rounds.get(rounds.size() - 1)));
    } while (System.nanoTime() < end);
    return new Throughput(
        "End to end: the simulated hospitals' mix",
        "Six feeds of three hospitals, each in order over one connection: admissions, updates,"
            + " merges and results, with copies and late messages.",
        rounds,
        false);
  }

  private void sample(PlatformProcess platform, Feed feed) throws Exception {
    if (!options.sample()) {
      return;
    }
    platform.sample();
    Round round = feed.send(admissions.during(options.scale().round.multipliedBy(3)), CONNECTIONS);
    Path file = workspace.folder().resolve("samples.jfr");
    platform.sampled(file);
    progress.say("sampled: " + line(round) + "; " + file);
    sections.add(new HotSpots(file, "admissions"));
  }

  private static String line(Round round) {
    return "%s messages, %s acknowledged/s, %s settled/s, %s µs a message (PostgreSQL %s), compiler %s"
        .formatted(
            Figures.whole((double) round.messages()),
            Figures.whole(round.answeredPerSecond()),
            Figures.whole(round.settledPerSecond()),
            Figures.whole(round.micros()),
            Figures.whole(round.micros(round.used().postgresNanos())),
            Figures.percent(round.used().compilerShare()));
  }
}
