package dev.trestle.bench;

import dev.trestle.bench.http.ConsoleClient;
import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.http.OperatorClient;
import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Cohort;
import dev.trestle.bench.load.Feed;
import dev.trestle.bench.load.HospitalMix;
import dev.trestle.bench.load.Preload;
import dev.trestle.bench.load.Round;
import dev.trestle.bench.measure.CrowdStore;
import dev.trestle.bench.measure.DatabaseAlone;
import dev.trestle.bench.measure.DocumentSpeed;
import dev.trestle.bench.measure.Documents;
import dev.trestle.bench.measure.Floor;
import dev.trestle.bench.measure.FloorStore;
import dev.trestle.bench.measure.FreshnessProbe;
import dev.trestle.bench.measure.HotSpots;
import dev.trestle.bench.measure.Intake;
import dev.trestle.bench.measure.LongQuestions;
import dev.trestle.bench.measure.MatchSpeed;
import dev.trestle.bench.measure.PageSpeed;
import dev.trestle.bench.measure.Pages;
import dev.trestle.bench.measure.ReadSpeed;
import dev.trestle.bench.measure.SizeStore;
import dev.trestle.bench.measure.Start;
import dev.trestle.bench.measure.Storage;
import dev.trestle.bench.measure.Throughput;
import dev.trestle.bench.measure.TranslationRuns;
import dev.trestle.bench.measure.TranslationSection;
import dev.trestle.bench.peer.LinuxForHealth;
import dev.trestle.bench.platform.PlatformProcess;
import dev.trestle.bench.platform.StartProbe;
import dev.trestle.bench.process.MemoryUse;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Section;
import dev.trestle.identity.review.Decisions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** One run. Read {@link #report} from top to bottom. */
final class Run {
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;

  /** The compiler's share of the platform's processor time below which it counts as quiet. */
  private static final double QUIET = 0.05;

  /** The converter takes fifty times as long, so it needs longer to warm up. */
  private static final int CONVERTER_WARM_UP = 4;

  /** Each compiles the same program in its own way. */
  private static final int TRANSLATION_JVMS = 5;

  private static final int STEADY_ROUNDS = 3;

  private static final long REGISTERED_AT_ONCE = 25_000;

  private static final Duration LONGEST_REST = Duration.ofMinutes(20);

  /** One entry in so many is an exception in what the pages list. */
  private static final int PAGES_LISTED = 20;

  private final BenchOptions options;
  private final Scale scale;
  private final Workspace workspace;
  private final Progress progress;
  private final Admissions admissions;
  private final List<Section> sections = new ArrayList<>();
  private final List<Budget> missing = new ArrayList<>();
  private final List<List<FloorStore.Round>> floor = new ArrayList<>();
  private SizeStore.Sizes before = SizeStore.Sizes.NONE;
  private Optional<MemoryUse> worked = Optional.empty();
  private List<Round> intake = List.of();
  private String warmth = "";
  private String filled = "";

  Run(BenchOptions options, Workspace workspace, Progress progress) {
    this.options = options;
    this.scale = options.scale();
    this.workspace = workspace;
    this.progress = progress;
    this.admissions = new Admissions(workspace.next(), options.newPatients());
  }

  /** Measures what is asked for. */
  String report() throws Exception {
    Machine machine = Machine.read();
    measure(Part.TRANSLATION, this::translation);
    before();
    if (options.needsPlatform()) {
      platform();
    }
    after();
    measure(Part.PAGES, this::pages);
    measure(Part.START, this::starts);
    if (!measures(Part.MATCH)) {
      missing.add(
          Budget.notMeasured(
              "match one person against 1 million",
              "p99 ≤ 20 ms",
              "`bench/run --full --only match` registers them first"));
    }
    return Report.write(machine, Machine.load(), how(), sections, missing);
  }

  private boolean measures(Part part) {
    return options.parts().contains(part);
  }

  /** Measures a part if it is asked for; what goes wrong in it does not cost the other parts. */
  private void measure(Part part, Step step) throws InterruptedException {
    if (!measures(part)) {
      return;
    }
    progress.say(part.word());
    try {
      step.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String why = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      progress.say(part.word() + " FAILED: " + why);
      missing.add(Budget.notMeasured(part.word(), "", "failed: " + why));
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private String how() {
    return "Scale: `--" + scale.name().toLowerCase(Locale.ROOT) + "`. " + warmth;
  }

  private void translation() throws Exception {
    List<byte[]> messages = TranslationRuns.messages(Workspace.SEED);
    int jvms = scale == Scale.FULL ? TRANSLATION_JVMS : 1;
    Documents documents = new DocumentSpeed().measure(messages.get(1), scale.question, jvms);
    List<TranslationRuns> results =
        TranslationRuns.measure(jvms, scale.question.dividedBy(jvms), Workspace.SEED);
    progress.say("translation: " + LinuxForHealth.NAME);
    Optional<List<LinuxForHealth.Speed>> converter =
        LinuxForHealth.measure(
            messages, scale.question.multipliedBy(CONVERTER_WARM_UP), workspace.folder());
    sections.add(new TranslationSection(results, converter));
    sections.add(documents);
  }

  /** PostgreSQL alone, before the platform. */
  private void before() throws Exception {
    try (DatabaseAlone database = new DatabaseAlone(workspace.data())) {
      before = new SizeStore(database).sizes();
      measure(Part.FLOOR, () -> floor(database, 1, 4, CONNECTIONS));
    }
  }

  private void floor(DatabaseAlone database, int... connections) throws Exception {
    try (FloorStore store = new FloorStore(database, scale.floor)) {
      for (int n : connections) {
        floor.add(store.rounds(n, ROUNDS));
      }
    }
  }

  private void platform() throws Exception {
    try (PlatformProcess platform = PlatformProcess.start(workspace.data())) {
      progress.say("the platform is ready");
      Feed feed = new Feed(platform);
      preload(feed);
      warmUp(feed);
      measure(Part.INTAKE, () -> intake = rounds("intake", ROUNDS, feed));
      measure(Part.END_TO_END, () -> endToEnd(feed));
      measure(Part.MIX, () -> mix(feed));
      measure(Part.FRESHNESS, () -> freshness(platform, feed));
      measure(Part.READS, () -> reads(platform, feed));
      measure(Part.MATCH, () -> match(platform, feed));
      worked = Optional.of(MemoryUse.now(platform.pid(), workspace.data()));
      if (options.sample()) {
        sample(platform, feed);
      }
    }
  }

  private void preload(Feed feed) throws Exception {
    long patients = (options.preload() - before.resources()) / Preload.RESOURCES_A_PATIENT;
    if (patients <= 0) {
      filled =
          "The database was as earlier runs left it" + (before.resources() == 0 ? ": empty." : ".");
      return;
    }
    Preload.Filled preload = preload(feed, patients);
    filled =
        "Filled through the front door before measuring: an admission and a report for each of "
            + "%s new patients, %s messages in %s s."
                .formatted(
                    Figures.whole(patients),
                    Figures.whole(preload.messages()),
                    Figures.whole(preload.took().toSeconds()));
  }

  private Preload.Filled preload(Feed feed, long patients) throws Exception {
    Preload.Filled preload =
        Preload.send(
            feed, workspace.next(), patients, round -> progress.say("filling: " + line(round)));
    workspace.cohort(preload.cohort());
    return preload;
  }

  /**
   * Until the JVM's compiler has become quiet, or the platform has used the time: processor time,
   * so that a busy machine does not cut it short.
   */
  private void warmUp(Feed feed) throws Exception {
    Round round;
    Duration used = Duration.ZERO;
    do {
      round = rounds("warming up", 1, feed).get(0);
      used = used.plusNanos(round.used().platformNanos());
    } while (round.used().compilerShare() > QUIET && used.compareTo(scale.warmUp) < 0);
    warmth =
        "Warmed up for %d s of processor time; the JVM's compiler then used %s of the platform's."
            .formatted(used.toSeconds(), Figures.percent(round.used().compilerShare()));
  }

  /** Admissions as fast as answers come; each round waits until all are applied. */
  private List<Round> rounds(String what, int count, Feed feed) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rounds.add(feed.send(admissions.during(scale.round), CONNECTIONS));
      progress.say(what + ": " + line(rounds.get(i)));
    }
    return rounds;
  }

  private void endToEnd(Feed feed) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (long end = System.nanoTime() + scale.endToEnd.toNanos(); System.nanoTime() < end; ) {
      rounds.addAll(rounds("end to end", 1, feed));
    }
    sections.add(
        new Throughput(
            "End to end: admissions",
            "ADT^A01 over %d connections; %s of the patients are new. A message speaks of ten"
                    .formatted(CONNECTIONS, Figures.percent(options.newPatients()))
                + " resources: six of its own and four that all share.",
            rounds,
            true));
  }

  private void mix(Feed feed) throws Exception {
    HospitalMix mix = new HospitalMix(workspace.nextSeed());
    Round first = feed.send(mix.next(500), 1);
    int messages = (int) (first.settledPerSecond() * scale.round.toSeconds()) + 1;
    List<Round> rounds = new ArrayList<>();
    for (long end = System.nanoTime() + scale.endToEnd.toNanos() / 4; System.nanoTime() < end; ) {
      List<Iterator<byte[]>> feeds = mix.next(messages);
      rounds.add(feed.send(feeds, 1));
      progress.say("hospitals' mix: " + line(rounds.get(rounds.size() - 1)));
    }
    sections.add(
        new Throughput(
            "End to end: the simulated hospitals' mix",
            "Six feeds of three hospitals, each in order over one connection: admissions, updates,"
                + " merges and results, with copies and late messages.",
            rounds,
            false));
  }

  private Cohort cohort(Feed feed) throws Exception {
    if (workspace.cohort().isEmpty()) {
      preload(feed, scale.cohort);
    }
    return workspace.cohort();
  }

  private void freshness(PlatformProcess platform, Feed feed) throws Exception {
    Cohort cohort = cohort(feed);
    FhirClient client = new FhirClient(platform.runtime());
    sections.add(
        new FreshnessProbe(platform, client, workspace.next())
            .measure(scale.question.multipliedBy(STEADY_ROUNDS), cohort, scale.sweep));
  }

  private void reads(PlatformProcess platform, Feed feed) throws Exception {
    Cohort cohort = cohort(feed);
    FhirClient client = new FhirClient(platform.runtime());
    sections.add(new ReadSpeed(platform, client, cohort).measure(workspace.next(), scale.question));
  }

  private void match(PlatformProcess platform, Feed feed) throws Exception {
    List<Round> rounds = new ArrayList<>();
    long first = workspace.next().get();
    for (long sent = 0; sent < scale.people; sent += REGISTERED_AT_ONCE) {
      long slice = Math.min(REGISTERED_AT_ONCE, scale.people - sent);
      long from = workspace.next().getAndAdd(slice);
      Iterator<byte[]> people =
          LongStream.range(from, from + slice).mapToObj(Admissions::registration).iterator();
      rounds.add(feed.send(people, CONNECTIONS));
      progress.say("registering: " + line(rounds.get(rounds.size() - 1)));
    }
    sections.add(
        new MatchSpeed(new FhirClient(platform.runtime()), first, scale.people)
            .measure(Round.sum(rounds), scale.question, () -> platform.awaitRest(LONGEST_REST)));
  }

  private void sample(PlatformProcess platform, Feed feed) throws Exception {
    platform.sample();
    rounds("sampled", STEADY_ROUNDS, feed);
    Path file = workspace.folder().resolve("samples.jfr");
    platform.sampled(file);
    sections.add(new HotSpots(file, "admissions"));
  }

  /** PostgreSQL alone, after the platform. */
  private void after() throws Exception {
    try (DatabaseAlone database = new DatabaseAlone(workspace.data())) {
      measure(Part.FLOOR, () -> floor(database, CONNECTIONS));
      measure(
          Part.STORAGE,
          () -> sections.add(new Storage(before, new SizeStore(database).sizes(), filled)));
    }
    if (!floor.isEmpty()) {
      Floor all = new Floor(floor);
      if (!intake.isEmpty()) {
        sections.add(0, new Intake(CONNECTIONS, Admissions.message(1, 1).length, intake, all));
      }
      sections.add(0, all);
    }
  }

  private void pages() throws Exception {
    long exceptions = scale.entries / PAGES_LISTED;
    boolean reviews;
    try (DatabaseAlone database = new DatabaseAlone(workspace.data())) {
      CrowdStore crowd = new CrowdStore(database);
      crowd.fill(
          scale.entries,
          exceptions,
          entries -> progress.say("pages: " + Figures.whole(entries) + " entries"));
      crowd.read(scale.entries, reads -> progress.say("pages: " + Figures.whole(reads) + " reads"));
      reviews = crowd.lists(Pages.LISTED, Decisions.PAGE_REVIEWS);
      progress.say("pages: " + Figures.whole(Pages.LISTED) + " unmapped codes");
      crowd.analyze();
    }
    try (PlatformProcess platform = PlatformProcess.start(workspace.data())) {
      long first = workspace.cohort().first();
      PageSpeed speed = new PageSpeed(new ConsoleClient(platform.runtime()));
      List<Pages.Line> lines = speed.measure(Admissions.family(first), Admissions.mrn(first));
      long scanned = Math.min(Pages.SCANNED, scale.entries / 2);
      double seconds = speed.scan(scanned);
      List<Pages.Work> works =
          new LongQuestions(new OperatorClient(platform.runtime())).measure("mercy/adt");
      PlatformProcess.Balance balance = platform.balance();
      progress.say("pages: the balance " + (balance.closes() ? "closes" : "does NOT close"));
      sections.add(
          new Pages(
              balance.received(),
              balance.exceptions(),
              reviews ? Pages.LISTED : 0,
              lines,
              scanned,
              seconds,
              works));
    }
  }

  private void starts() throws Exception {
    List<Duration> toReady = new ArrayList<>();
    MemoryUse memory = StartProbe.start(workspace.data()).memory(); // builds, and is not timed
    for (int i = 0; i < scale.starts; i++) {
      StartProbe.Started started = StartProbe.start(workspace.data());
      toReady.add(started.toReady());
      memory = started.memory();
      progress.say("started in " + started.toReady().toMillis() + " ms");
    }
    sections.add(new Start(toReady, memory, worked));
  }

  private static String line(Round round) {
    return "%s messages, %s acknowledged/s, %s settled/s, %s µs each (PostgreSQL %s, compiler %s)"
        .formatted(
            Figures.whole(round.messages()),
            Figures.whole(round.answeredPerSecond()),
            Figures.whole(round.settledPerSecond()),
            Figures.whole(round.micros()),
            Figures.whole(round.micros(round.used().postgresNanos())),
            Figures.percent(round.used().compilerShare()));
  }
}
