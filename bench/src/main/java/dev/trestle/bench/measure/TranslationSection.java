package dev.trestle.bench.measure;

import dev.trestle.bench.peer.LinuxForHealth;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Translation alone, beside what others need for the same bytes.
 *
 * @param results of Trestle and of HAPI's parser
 * @param converter the LinuxForHealth converter with the same messages; empty when it could not run
 */
public record TranslationSection(
    List<TranslationSpeed.Result> results, Optional<List<LinuxForHealth.Speed>> converter)
    implements Section {
  private static final double TIMES = 50;
  private static final double CHECK_PERCENT = 15;

  @Override
  public void write(Markdown out) {
    out.heading("Translation alone, one thread");
    out.paragraph(
        "Processor time of the thread for one message, warmed up. Trestle and HAPI HL7 v2 take",
        "turns in one JVM; HAPI only parses, without validation, and translates nothing. Trestle",
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
      TranslationSpeed.Result result = results.get(i);
      rows.add(row(result, "Trestle: reads and translates", result.translate(), ""));
      rows.add(
          row(result, "Trestle: that, and a Bundle as JSON", result.toJson(), result.resources()));
      rows.add(
          row(result, "Trestle: translates, and checks it against FHIR R4", result.checked(), ""));
      rows.add(
          row(
              result,
              "Trestle: translates, with the rules of plausibility",
              result.plausible(),
              ""));
      rows.add(row(result, "Trestle: reads alone", result.read(), ""));
      rows.add(row(result, "HAPI HL7 v2: parses", result.hapiParse(), ""));
      if (converter.isPresent()) {
        LinuxForHealth.Speed speed = converter.get().get(i);
        rows.add(
            row(
                result,
                "LinuxForHealth: converts to a Bundle as JSON",
                speed.micros(),
                speed.resources()));
      }
    }
    out.table(List.of("message", "", ">µs", ">times Trestle's translation", ">resources"), rows);
  }

  private static List<String> row(
      TranslationSpeed.Result result, String what, double micros, Object resources) {
    return List.of(
        result.type() + ", " + Figures.whole(result.bytes()) + " bytes",
        what,
        Figures.tenths(micros),
        Figures.tenths(micros / result.translate()),
        resources.toString());
  }

  @Override
  public List<Budget> budgets() {
    List<Budget> budgets = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      TranslationSpeed.Result result = results.get(i);
      budgets.add(
          Budget.atMost(
              "check of " + result.type() + " against FHIR R4, share of its translation",
              100 * (result.checked() / result.translate() - 1),
              CHECK_PERCENT,
              " %"));
      String what = "translation of " + result.type() + ", times as fast as LinuxForHealth";
      if (converter.isEmpty()) {
        budgets.add(Budget.notMeasured(what, "≥ 50 ×", "the converter could not be run here"));
      } else {
        double micros = converter.get().get(i).micros();
        budgets.add(Budget.atLeast(what, micros / result.translate(), TIMES, " ×"));
        budgets.add(
            Budget.atLeast(what + ", JSON text included", micros / result.toJson(), TIMES, " ×"));
      }
    }
    return budgets;
  }
}
