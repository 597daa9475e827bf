package dev.trestle.bench.measure;

import dev.trestle.bench.peer.LinuxForHealth;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Translation alone, beside what others need for the same bytes.
 *
 * @param results of Trestle and of HAPI's parser
 * @param converter the LinuxForHealth converter with the same messages; empty when it could not run
 */
public record TranslationSection(
    List<TranslationRuns> results, Optional<List<LinuxForHealth.Speed>> converter)
    implements Section {
  private static final double TIMES = 50;
  private static final double CHECK_PERCENT = 15;

  @Override
  public void write(Markdown out) {
    out.heading("Translation alone, one thread");
    out.paragraph(
        "Processor time of the thread for one message, warmed up: the median of "
            + results.get(0).runs().size()
            + " JVMs, lowest and highest beside it. Trestle and HAPI HL7 v2 take",
        "turns in each; HAPI only parses, without validation, and translates nothing. Trestle",
        "reading alone finds segments and takes them apart when asked, so it is no comparison.");
    out.paragraph(
        converter.isEmpty()
            ? LinuxForHealth.NAME + " could not be run here (bench/run has Maven resolve it)."
            : LinuxForHealth.NAME
                + " has a JVM of its own with its own libraries; it takes the text of a message"
                + " and gives a Bundle as JSON text, not validated. It accounts for no leaf, keeps"
                + " no positions, origins or statement times, and reports no findings, all of which"
                + " are in Trestle's figure; its mapping knows other fields than ours, so the"
                + " number of resources differs.");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      TranslationRuns result = results.get(i);
      rows.add(
          row(result, "Trestle: reads and translates", TranslationSpeed.Result::translate, ""));
      rows.add(
          row(
              result,
              "Trestle: that, and a Bundle as JSON",
              TranslationSpeed.Result::toJson,
              result.any().resources()));
      rows.add(
          row(
              result,
              "Trestle: translates, and checks it against FHIR R4",
              TranslationSpeed.Result::checked,
              ""));
      rows.add(
          row(
              result,
              "Trestle: translates, with the rules of plausibility",
              TranslationSpeed.Result::plausible,
              ""));
      rows.add(row(result, "Trestle: reads alone", TranslationSpeed.Result::read, ""));
      rows.add(row(result, "HAPI HL7 v2: parses", TranslationSpeed.Result::hapiParse, ""));
      if (converter.isPresent()) {
        LinuxForHealth.Speed speed = converter.get().get(i);
        rows.add(
            row(
                result,
                "LinuxForHealth: converts to a Bundle as JSON",
                speed.micros(),
                "",
                speed.resources()));
      }
    }
    out.table(
        List.of("message", "", ">µs", ">from to", ">times Trestle's translation", ">resources"),
        rows);
    for (TranslationRuns result : results) {
      out.paragraph(
          "The check adds "
              + result.range(TranslationSpeed.Result::checkPercent)
              + " % to the translation of "
              + result.any().type()
              + ", each JVM by itself.");
    }
  }

  private static List<String> row(
      TranslationRuns result,
      String what,
      ToDoubleFunction<TranslationSpeed.Result> figure,
      Object resources) {
    return row(result, what, result.median(figure), result.range(figure), resources);
  }

  private static List<String> row(
      TranslationRuns result, String what, double micros, String range, Object resources) {
    return List.of(
        result.any().type() + ", " + Figures.whole(result.any().bytes()) + " bytes",
        what,
        Figures.tenths(micros),
        range,
        Figures.tenths(micros / result.median(TranslationSpeed.Result::translate)),
        resources.toString());
  }

  @Override
  public List<Budget> budgets() {
    List<Budget> budgets = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      TranslationRuns result = results.get(i);
      String type = result.any().type();
      budgets.add(
          Budget.atMost(
              "check of " + type + " against FHIR R4, share of its translation",
              result.median(TranslationSpeed.Result::checkPercent),
              CHECK_PERCENT,
              " %"));
      String what = "translation of " + type + ", times as fast as LinuxForHealth";
      if (converter.isEmpty()) {
        budgets.add(Budget.notMeasured(what, "≥ 50 ×", "the converter could not be run here"));
      } else {
        double micros = converter.get().get(i).micros();
        budgets.add(
            Budget.atLeast(
                what, micros / result.median(TranslationSpeed.Result::translate), TIMES, " ×"));
        budgets.add(
            Budget.atLeast(
                what + ", JSON text included",
                micros / result.median(TranslationSpeed.Result::toJson),
                TIMES,
                " ×"));
      }
    }
    return budgets;
  }
}
