package dev.trestle.bench;

import dev.trestle.bench.load.Cohort;
import dev.trestle.bench.platform.PlatformProcess;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The folder of a run: the data folder with the master key beside it, and {@code bench.properties}
 * with how far the numbers of patients have come, so that a later run on the same data sends
 * nothing twice.
 */
final class Workspace implements AutoCloseable {
  static final long SEED = 20_260_105;
  private static final String NEXT = "next";
  private static final String FIRST = "cohort-first";
  private static final String PATIENTS = "cohort-patients";
  private static final String SEEDS = "seeds";

  private final Path folder;
  private final boolean kept;
  private final AtomicLong next;
  private Cohort cohort;
  private long seeds;

  private Workspace(Path folder, boolean kept) throws IOException {
    this.folder = folder;
    this.kept = kept;
    Properties state = new Properties();
    if (Files.exists(state())) {
      try (Reader reader = Files.newBufferedReader(state())) {
        state.load(reader);
      }
    }
    next = new AtomicLong(number(state, NEXT));
    cohort = new Cohort(number(state, FIRST), number(state, PATIENTS));
    seeds = number(state, SEEDS);
  }

  /**
   * Opens it.
   *
   * @param kept a folder that stays; empty: a temporary one that is deleted at the end
   */
  static Workspace open(Optional<Path> kept) throws IOException {
    Path folder =
        kept.isPresent()
            ? Files.createDirectories(kept.get())
            : Files.createTempDirectory("trestle-bench");
    Workspace workspace = new Workspace(folder, kept.isPresent());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> PlatformProcess.endPostgres(workspace.data())));
    return workspace;
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  private Path state() {
    return folder.resolve("bench.properties");
  }

  private static long number(Properties state, String name) {
    return Long.parseLong(state.getProperty(name, "0"));
  }

  /** Number of the next patient, visit or report. */
  AtomicLong next() {
    return next;
  }

  /** Patients with results; empty when there are none yet. */
  Cohort cohort() {
    return cohort;
  }

  void cohort(Cohort other) {
    cohort = other;
  }

  /** For other simulated people than before. */
  long nextSeed() {
    return SEED + seeds++;
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      Properties state = new Properties();
      state.setProperty(NEXT, Long.toString(next.get()));
      state.setProperty(FIRST, Long.toString(cohort.first()));
      state.setProperty(PATIENTS, Long.toString(cohort.patients()));
      state.setProperty(SEEDS, Long.toString(seeds));
      try (Writer writer = Files.newBufferedWriter(state())) {
        state.store(writer, null);
      }
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
