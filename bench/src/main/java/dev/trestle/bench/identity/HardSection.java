package dev.trestle.bench.identity;

import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.identity.measure.Bands;
import dev.trestle.identity.measure.Calibration;
import dev.trestle.identity.model.LinkModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of hard populations, for docs/identity.md. */
final class HardSection {
  private static final long[] SEEDS = {1, 2, 3, 4, 5, 6};
  private static final int PEOPLE = 10_000;
  private static final double MOST_FALSE = 5;
  private static final double LEAST_RECALL = 0.95;
  private static final double MOST_ERROR = 0.02;

  private final Markdown text;
  private final Bands all;
  private final Map<String, HardPopulation.Mixed> mixed = new TreeMap<>();
  private final Map<String, HardPopulation.Known> known = new TreeMap<>();
  private final Calibration calibration = new Calibration();
  private double recall = 1;
  private double error;

  private HardSection(Markdown text, LinkModel model) {
    this.text = text;
    this.all = new Bands(model.reviewFrom());
  }

  /** Measures and writes. */
  static void write(Markdown text, LinkModel model) throws IOException {
    new HardSection(text, model).write(model);
  }

  private void write(LinkModel model) throws IOException {
    text.heading("### Hard populations");
    text.paragraph(
        "Made up (`dev.trestle.sandbox.census.Census`): people of " + SEEDS.length + " seeds in",
        "the files of one to four health systems, linked as one file without labels.",
        "Automatic are pairs that need nobody; grouped are pairs that `trestle link` gives one",
        "entity.");
    List<List<String>> rows = new ArrayList<>();
    for (long seed : SEEDS) {
      HardPopulation one = HardPopulation.measure(seed, PEOPLE, model);
      rows.add(row(one));
      all.add(one.bands());
      calibration.add(one.calibration());
      one.mixed().forEach((kind, more) -> mixed.merge(kind, more, HardPopulation.Mixed::plus));
      one.known().forEach((what, more) -> known.merge(what, more, HardPopulation.Known::plus));
      recall = Math.min(recall, one.accuracy().recall());
      error = Math.max(error, one.calibration().error());
    }
    text.table(
        List.of(
            ">seed",
            ">people",
            ">records",
            ">automatic pairs",
            ">false of them",
            ">false in 100,000",
            ">recall, grouped",
            ">precision, grouped",
            ">calibration error",
            ">seconds"),
        rows);
    verdicts();
    reliability();
    hardships();
    strangers();
  }

  private static List<String> row(HardPopulation one) {
    return List.of(
        Long.toString(one.seed()),
        Figures.whole(one.people()),
        Figures.whole(one.records()),
        Figures.whole(one.bands().automatic()),
        Figures.whole(one.bands().falselyAutomatic()),
        Figures.tenths(one.bands().falsePer100k()),
        exact(one.accuracy().recall()),
        exact(one.accuracy().precision()),
        exact(one.calibration().error()),
        Figures.tenths(one.took().toMillis() / 1000.0));
  }

  private void verdicts() {
    text.table(
        List.of("all seeds", ">target", ">measured", ""),
        List.of(
            List.of(
                "false links in 100,000 automatic pairs",
                "5",
                Figures.tenths(all.falsePer100k())
                    + " (up to "
                    + Figures.tenths(all.mostFalsePer100k())
                    + " with 95 % confidence)",
                met(all.falsePer100k() <= MOST_FALSE)),
            List.of(
                "recall, grouped, the worst seed",
                exact(LEAST_RECALL),
                exact(recall),
                met(recall >= LEAST_RECALL)),
            List.of(
                "calibration error, the worst seed",
                exact(MOST_ERROR),
                exact(error),
                met(error <= MOST_ERROR))));
  }

  private static String met(boolean met) {
    return met ? "met" : "**missed**";
  }

  private void reliability() {
    List<List<String>> rows = new ArrayList<>();
    for (Calibration.Band band : calibration.bands()) {
      rows.add(
          List.of(
              Double.toString(band.from()),
              Figures.whole(band.pairs()),
              exact(band.mean()),
              exact(band.share())));
    }
    text.paragraph("Whether probabilities hold, all seeds, pairs from 0.01 on:");
    text.table(
        List.of(">probability from", ">pairs", ">mean probability", ">of them one person"), rows);
  }

  private void hardships() {
    List<List<String>> rows = new ArrayList<>();
    known.forEach(
        (what, one) ->
            rows.add(
                List.of(
                    what,
                    Figures.whole(one.pairs()),
                    share(one.automatic(), one),
                    share(one.review(), one),
                    share(one.grouped(), one),
                    share(one.pairs() - one.met(), one))));
    text.paragraph("Pairs of records of one person, by what makes the person hard:");
    text.table(
        List.of(
            "person", ">pairs", ">automatic", ">shown to a person", ">grouped", ">share no key"),
        rows);
  }

  private static String share(long part, HardPopulation.Known of) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / of.pairs());
  }

  private void strangers() {
    List<List<String>> rows = new ArrayList<>();
    mixed.forEach(
        (kind, one) ->
            rows.add(
                List.of(
                    kind,
                    Figures.whole(one.automatic()),
                    Figures.whole(one.review()),
                    Figures.whole(one.grouped()))));
    text.paragraph("Pairs of records of two people that were taken for one:");
    text.table(List.of("the two", ">automatic", ">shown to a person", ">grouped"), rows);
  }

  private static String exact(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }
}
