package dev.trestle.bench;

import ca.uhn.hl7v2.HL7Exception;
import dev.trestle.app.platform.Platform;
import dev.trestle.app.platform.PlatformSettings;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import dev.trestle.sandbox.site.DemoSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Measures everything in one run and writes the report to the file named. */
public final class Bench {
  static final int CONNECTIONS = 16;
  static final int FLOOR_ROUNDS = 3;
  static final int ROUNDS = 3;
  static final int WARM_UP_MESSAGES = 1_000;
  static final int INTAKE_MESSAGES = 800;
  static final int MIX_MESSAGES = 1_500;
  static final int SAMPLED_MESSAGES = 800;
  static final long SEED = 20_260_105;
  private static final int PEOPLE = 6_000;

  private final Path data;
  private final Sandbox sandbox = Sandbox.of(SEED, PEOPLE);

  private Bench(Path data) {
    this.data = data;
  }

  /**
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("trestle-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endPostgres(folder.resolve("data"))));
    try {
      Files.writeString(
          Path.of(arguments[0]), Report.write(new Bench(folder.resolve("data")).run(folder)));
    } finally {
      delete(folder);
    }
  }

  private Measured run(Path folder)
      throws IOException, SQLException, InterruptedException, ExecutionException, HL7Exception {
    Machine machine = Machine.read();
    byte[] oru = firstResult();
    List<FloorStore.Round> floor = new ArrayList<>();
    try (FloorStore store = new FloorStore(data)) {
      for (int connections : List.of(1, 4, CONNECTIONS)) {
        floor.addAll(store.rounds(connections, FLOOR_ROUNDS));
      }
    }
    List<Feed.Round> intake = new ArrayList<>();
    List<Feed.Round> mix = new ArrayList<>();
    HotSpots.Spots spots;
    try (Platform platform =
        Platform.start(PlatformSettings.in(data, DemoSite.site(0), 0), progress -> {})) {
      Feed feed = new Feed(platform, data);
      feed.send(Admissions.from(0, WARM_UP_MESSAGES), CONNECTIONS);
      for (int i = 1; i <= ROUNDS; i++) {
        intake.add(feed.send(Admissions.from(i * 100_000L, INTAKE_MESSAGES), CONNECTIONS));
      }
      mix.add(feed.send(feeds(MIX_MESSAGES), 1));
      try (HotSpots sampling = new HotSpots()) {
        feed.send(feeds(SAMPLED_MESSAGES), 1);
        spots = sampling.stop(folder.resolve("samples.jfr"));
      }
    }
    try (FloorStore store = new FloorStore(data)) {
      floor.addAll(store.rounds(CONNECTIONS, FLOOR_ROUNDS));
    }
    List<TranslationSpeed.Result> translation =
        TranslationSpeed.measure(Admissions.message(1), oru);
    return new Measured(machine, floor, intake, mix, translation, spots, Machine.load());
  }

  /** The next messages of the hospitals in turn, a list for each feed in its order. */
  private List<Iterator<byte[]>> feeds(int messages) {
    SortedMap<SourceName, List<byte[]>> feeds = new TreeMap<>();
    for (int i = 0; i < messages; i++) {
      List<Hospital> hospitals = sandbox.hospitals();
      SimulatedMessage next = hospitals.get(i % hospitals.size()).next();
      feeds.computeIfAbsent(next.feed(), any -> new ArrayList<>()).add(next.bytes());
    }
    List<Iterator<byte[]>> lists = new ArrayList<>();
    feeds.values().forEach(list -> lists.add(list.iterator()));
    return lists;
  }

  /** The first laboratory result of the first hospital of a sandbox of its own. */
  private static byte[] firstResult() {
    return Sandbox.of(SEED, 1_000)
        .hospitals()
        .get(0)
        .messages()
        .filter(message -> message.type().equals("ORU^R01"))
        .findFirst()
        .map(SimulatedMessage::bytes)
        .orElseThrow();
  }

  /** When the run is broken off, PostgreSQL would go on without it. */
  private static void endPostgres(Path data) {
    try {
      if (Files.exists(data)) {
        ProcessorTime.postgres(data).ifPresent(ProcessHandle::destroy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
