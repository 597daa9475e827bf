package dev.trestle.bench.identity;

import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.identity.spill.Spill;
import dev.trestle.sandbox.census.Census;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file of a million records, linked in less memory than it takes. */
final class SpilledRecords {
  private static final long SHARE = 6;
  private static final long OF = 10;
  private static final double GIGABYTE = 1e9;

  private SpilledRecords() {}

  /** Measures and writes; the file was written by another process, which had memory for it. */
  static void write(Markdown text, LinkModel model, Path file) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (Spill spill = new Spill(folder, heap / OF * SHARE, step -> {})) {
      long begin = System.nanoTime();
      Loaded loaded =
          PeopleLoader.csv(file, ColumnMap.parse(Census.COLUMNS), Optional.of(Census.TRUTH))
              .load(MillionRecords.AS_OF, model.placeholders(), heap / OF * SHARE, () -> spill);
      double read = MillionRecords.seconds(begin);
      Linked linked = Linking.link(loaded.table(), model, Progress.NONE);
      double all = MillionRecords.seconds(begin);
      Accuracy accuracy = Accuracy.of(linked.entities(), loaded.truth());
      text.paragraph(
          "The same "
              + Figures.whole(loaded.table().size())
              + " records, with a heap of "
              + Figures.whole(heap / 1e6)
              + " MB.");
      text.table(
          List.of("", ">measured"),
          List.of(
              List.of(
                  "seconds, reading included (reading alone: " + Figures.tenths(read) + ")",
                  Figures.tenths(all)),
              List.of("resident at most, GB", Figures.tenths(MillionRecords.residentGigabytes())),
              List.of("written to disk, GB", Figures.tenths(spill.written() / GIGABYTE)),
              List.of("pairs compared", Figures.whole(linked.scored().pairs())),
              List.of("automatic pairs", Figures.whole(linked.scored().automatic())),
              List.of("pairs for a person", Figures.whole(linked.scored().review())),
              List.of("precision", MillionRecords.exact(accuracy.precision())),
              List.of("recall", MillionRecords.exact(accuracy.recall()))));
    }
  }
}
