package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import dev.trestle.bench.report.Times;
import java.util.List;

/**
 * The slow ends of translation: a message of some size, a document, and the mappings themselves.
 *
 * @param compiled for reading and compiling the base, the first thing in a JVM
 * @param again the same in a warm JVM, the median, in milliseconds
 * @param bytes of the message
 * @param message how long one translation took each time
 * @param documentBytes of the document in its message
 * @param document how long its translation took each time
 * @param copies bytes allocated for it, in documents
 */
public record Documents(
    ColdCompile compiled,
    double again,
    int bytes,
    Times message,
    int documentBytes,
    Times document,
    double copies)
    implements Section {
  private static final double COMPILE_MILLIS = 1_000;
  private static final double MESSAGE_MILLIS = 5;
  private static final double DOCUMENT_MILLIS = 100;
  private static final double MOST_COPIES = 2;

  @Override
  public void write(Markdown out) {
    out.heading("The slow ends of translation");
    out.table(
        List.of("", ">p50", ">p99", ">times"),
        List.of(
            row("a laboratory result of " + Figures.whole(bytes) + " bytes", message),
            row("a document of " + Figures.whole(documentBytes) + " bytes", document)));
    out.paragraph(
        "For the document "
            + Figures.hundredths(copies)
            + " times its size is allocated. The base is",
        "compiled in " + Figures.whole(compiled.median()) + " ms as the first thing in a JVM",
        "(the middle of " + compiled.millis().size() + " JVMs, " + compiled.range() + "), in",
        Figures.whole(again) + " ms in a warm one.");
  }

  private static List<String> row(String what, Times times) {
    return List.of(
        what,
        Figures.hundredths(times.millis(50)) + " ms",
        Figures.hundredths(times.millis(99)) + " ms",
        Figures.whole(times.count()));
  }

  @Override
  public List<Budget> budgets() {
    return List.of(
        Budget.atMost(
            "compile of the base mappings, cold", compiled.median(), COMPILE_MILLIS, " ms"),
        Budget.atMost(
            "translation of a message of 3 KB, p99", message.millis(99), MESSAGE_MILLIS, " ms"),
        Budget.atMost(
            "translation of a document of 5 MB, p99", document.millis(99), DOCUMENT_MILLIS, " ms"),
        Budget.atMost(
            "bytes allocated for a document of 5 MB, in documents", copies, MOST_COPIES, ""));
  }
}
