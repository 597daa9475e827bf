package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.List;

/** Translation alone, beside what others need for the same bytes. */
public record Translation(List<TranslationSpeed.Result> results) implements Section {
  @Override
  public void write(Markdown out) {
    out.heading("Translation alone, one thread");
    out.paragraph(
        "Processor time of the thread for one message, warmed up, in turns with HAPI HL7 v2, which",
        "only parses (without validation) and translates nothing. Trestle reading alone finds",
        "segments and takes them apart when asked, so it is no comparison.");
    out.table(
        List.of(
            "message",
            ">bytes",
            ">translating / HAPI parsing",
            ">Trestle reads and translates",
            ">Trestle reads",
            ">HAPI parses"),
        results.stream().map(Translation::row).toList());
  }

  private static List<String> row(TranslationSpeed.Result result) {
    return List.of(
        result.type(),
        Figures.whole(result.bytes()),
        Figures.percent(result.translate() / result.hapiParse()),
        Figures.tenths(result.translate()) + " µs",
        Figures.tenths(result.read()) + " µs",
        Figures.tenths(result.hapiParse()) + " µs");
  }

  @Override
  public List<Budget> budgets() {
    return List.of();
  }
}
