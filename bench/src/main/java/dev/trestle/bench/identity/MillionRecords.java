package dev.trestle.bench.identity;

import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.LinkReport;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.sandbox.census.Census;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file of a million records, linked with the default model: how long, how much memory. */
final class MillionRecords {
  private static final long SEED = 1;
  private static final int PEOPLE = 477_000;
  static final LocalDate AS_OF = LocalDate.of(2026, 11, 27);
  private static final double MOST_SECONDS = 300;
  private static final double MOST_GIGABYTES = 8;
  private static final double GIGABYTE = 1e9;
  private static final double KILOBYTES = 1e6;

  private MillionRecords() {}

  /** Writes the people to a file. */
  static void people(Path file) throws IOException {
    Files.write(file, Census.of(SEED, PEOPLE, AS_OF).csv());
  }

  /** Measures and writes. */
  static void write(Markdown text, LinkModel model) throws IOException {
    Path file = Files.createTempFile("people", ".csv");
    try {
      people(file);
      long begin = System.nanoTime();
      Loaded loaded =
          PeopleLoader.csv(file, ColumnMap.parse(Census.COLUMNS), Optional.of(Census.TRUTH))
              .load(AS_OF, model.placeholders());
      double read = seconds(begin);
      Linked linked = Linking.link(loaded.table(), model, Progress.NONE);
      double all = seconds(begin);
      double resident = residentGigabytes();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / GIGABYTE;
      LinkReport.Measured measured = LinkReport.measure(linked, loaded.truth());
      Accuracy accuracy = measured.accuracy();
      text.paragraph(
          Figures.whole(loaded.table().size())
              + " made-up records of "
              + Figures.whole(accuracy.people())
              + " people (`Census`, seed "
              + SEED
              + "), linked as one file without labels.");
      text.table(
          List.of("", ">measured", ">budget"),
          List.of(
              row(
                  "seconds, reading included (reading alone: " + Figures.tenths(read) + ")",
                  Figures.tenths(all),
                  Figures.whole(MOST_SECONDS)),
              row(
                  "resident at most, GB (heap still in use: " + Figures.tenths(heap) + ")",
                  Figures.tenths(resident),
                  Figures.whole(MOST_GIGABYTES)),
              row("pairs compared", Figures.whole(linked.scored().pairs()), ""),
              row("automatic pairs", Figures.whole(linked.scored().automatic()), ""),
              row("pairs for a person", Figures.whole(linked.scored().review()), ""),
              row("precision", exact(accuracy.precision()), ""),
              row("recall", exact(accuracy.recall()), ""),
              row("F1", exact(accuracy.f1()), ""),
              row("share of entities of several people", exact(accuracy.mixedShare()), ""),
              row("calibration error", exact(measured.calibration().error()), "")));
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> row(String what, String measured, String budget) {
    return List.of(what, measured, budget);
  }

  static double seconds(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
  }

  static String exact(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  /** Of this process, as Linux has it; 0 elsewhere. */
  static double residentGigabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        / KILOBYTES;
  }
}
