package dev.trestle.bench.identity;

import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Markdown;
import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.People;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the linking and writes the figures of docs/identity.md. Argument: the corpus, {@code
 * --million} for the file of a million records alone, {@code --people FILE} to write such a file,
 * or {@code --spilled FILE} to link it in less memory than it takes.
 */
public final class LinkingBench {
  private static final Path PAGE = Path.of("docs", "identity.md");
  private static final String BEGIN = "<!-- figures -->\n";
  private static final String END = "<!-- /figures -->";
  private static final String MILLION_BEGIN = "<!-- million -->\n";
  private static final String MILLION_END = "<!-- /million -->";
  private static final String SPILLED_BEGIN = "<!-- spilled -->\n";
  private static final String SPILLED_END = "<!-- /spilled -->";
  private static final int PAIRS = 2_000_000;
  private static final double NANOS = 1e9;

  private final Path corpus;
  private final LinkModel model = LinkModelResource.standard();
  private final List<List<String>> rows = new ArrayList<>();

  private LinkingBench(Path corpus) {
    this.corpus = corpus;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("--million")) {
      Markdown text = new Markdown();
      text.paragraph("Made by `bench/identity --million`; " + Machine.read().text() + ".");
      MillionRecords.write(text, LinkModelResource.standard());
      put(MILLION_BEGIN, text, MILLION_END);
    } else if (arguments[0].equals("--people")) {
      MillionRecords.people(Path.of(arguments[1]));
    } else if (arguments[0].equals("--spilled")) {
      Markdown text = new Markdown();
      text.paragraph("Made by `bench/identity --spilled`; " + Machine.read().text() + ".");
      SpilledRecords.write(text, LinkModelResource.standard(), Path.of(arguments[1]));
      put(SPILLED_BEGIN, text, SPILLED_END);
    } else {
      new LinkingBench(Path.of(arguments[0])).write();
    }
  }

  private static void put(String begin, Markdown text, String end) throws IOException {
    String page = Files.readString(PAGE);
    int after = page.indexOf(begin) + begin.length();
    Files.writeString(PAGE, page.substring(0, after) + text + page.substring(page.indexOf(end)));
  }

  private void write() throws IOException {
    Markdown text = new Markdown();
    text.paragraph(
        "Made by `bench/identity CORPUS`; " + Machine.read().text() + ".",
        "One default model (" + model.version() + "), told only what the columns hold.");
    for (PeopleSet set : PeopleSet.SMALL) {
      rows.add(row(set.measure(corpus, model)));
    }
    PeopleSet.Measured historical = PeopleSet.HISTORICAL.measure(corpus, model);
    rows.add(row(historical));
    text.table(
        List.of(
            "set",
            ">records",
            ">precision",
            ">recall",
            ">F1",
            ">B-cubed F1",
            ">mixed entities",
            ">calibration error",
            ">pairs that share a key",
            ">seconds"),
        rows);
    speed(historical, text);
    cases(text);
    HardSection.write(text, model);
    put(BEGIN, text, END);
  }

  private static List<String> row(PeopleSet.Measured measured) {
    Accuracy accuracy = measured.figures().accuracy();
    return List.of(
        measured.set().name(),
        Figures.whole(measured.records()),
        exact(accuracy.precision()),
        exact(accuracy.recall()),
        "**" + exact(accuracy.f1()) + "**",
        exact(accuracy.bcubedF1()),
        String.format(Locale.ROOT, "%.2f %%", 100 * accuracy.mixedShare()),
        exact(measured.figures().calibration().error()),
        String.format(Locale.ROOT, "%.1f %%", 100 * measured.figures().keys().recall()),
        Figures.tenths(measured.took().toMillis() / 1000.0));
  }

  private static String exact(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  /** One thread, pairs of neighbours in the order of ids, which are alike, and of strangers. */
  private static void speed(PeopleSet.Measured measured, Markdown text) {
    Scorer scorer = measured.linked().scorer();
    People table = measured.linked().table();
    Pairing pairing = scorer.pairing();
    double sum = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < PAIRS; i++) {
      int a = i % table.size();
      int b = (int) ((a + 1 + (i % 2) * 7919L) % table.size());
      sum += scorer.score(a, b, pairing).same();
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    text.paragraph(
        "Scoring: " + Figures.whole(PAIRS / seconds) + " pairs a second on one core",
        "("
            + table.fieldCount()
            + " fields, half of the pairs alike; "
            + Figures.whole(sum)
            + " of "
            + Figures.whole(PAIRS)
            + " expected to be one person).",
        "Heap of the process then: "
            + Figures.whole(Runtime.getRuntime().totalMemory() >> 20)
            + " MB.");
  }

  private void cases(Markdown text) throws IOException {
    List<List<String>> cells = new ArrayList<>();
    for (String file : ReviewedCases.FILES) {
      for (Map.Entry<String, ReviewedCases.Answered> answer :
          ReviewedCases.judge(corpus, file, model).entrySet()) {
        ReviewedCases.Answered counted = answer.getValue();
        cells.add(
            List.of(
                file,
                answer.getKey(),
                Figures.whole(counted.cases()),
                Figures.whole(counted.automatic()),
                Figures.whole(counted.likely())));
      }
    }
    text.paragraph(
        "Cases of CDC RecordLinker, each judged for itself. The first file was graded again by"
            + " people and is the one that its authors recommend; the second was graded by a"
            + " program, the third is scrambled at random. Cases whose record is not in the index"
            + " are left out.");
    text.table(List.of("file", "answer", ">cases", ">automatic", ">shown to a person"), cells);
  }
}
