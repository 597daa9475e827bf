package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What is stored, and how much disk it takes.
 *
 * @param before of this run
 * @param after it
 * @param filled how the database was filled in this run, or that it was not
 */
public record Storage(SizeStore.Sizes before, SizeStore.Sizes after, String filled)
    implements Section {
  private static final double BYTES = 2_048;
  private static final int SHOWN = 10;

  /** Fewer resources say more about empty tables than about their rows. */
  private static final long LEAST_RESOURCES = 10_000;

  private double bytesAResource() {
    return after.recordBytes() / (double) Math.max(1, after.resources());
  }

  @Override
  public void write(Markdown out) {
    out.heading("Database");
    out.paragraph(
        filled,
        "Sizes are of tables with their indexes as they lie on the disk, after the run and without",
        "a clean-up; the write-ahead log is not in them. Everything counts for the resources (history,",
        "tokens, statements, outcomes, duplicates) but the journal and the audit of reads.");
    out.table(
        List.of("", ">before this run", ">after it"),
        List.of(
            List.of(
                "resources", Figures.whole(before.resources()), Figures.whole(after.resources())),
            List.of(
                "older versions",
                Figures.whole(before.versions()),
                Figures.whole(after.versions())),
            List.of("messages", Figures.whole(before.messages()), Figures.whole(after.messages())),
            List.of(
                "bytes a resource, without journal and audit", "", Figures.whole(bytesAResource())),
            List.of(
                "journal, bytes a message",
                "",
                Figures.whole(after.journalBytes() / (double) Math.max(1, after.messages())))));
    List<String> tables = new ArrayList<>();
    for (SizeStore.Table table : after.tables().stream().limit(SHOWN).toList()) {
      tables.add("`" + table.name() + "` " + Figures.tenths(table.bytes() / 1e6) + " MB");
    }
    out.paragraph("The biggest tables:", String.join(", ", tables) + ".");
  }

  @Override
  public List<Budget> budgets() {
    String what = "disk per resource, without raw messages";
    return List.of(
        after.resources() < LEAST_RESOURCES
            ? Budget.notMeasured(what, "≤ 2,048 bytes", "too few resources")
            : Budget.atMost(what, bytesAResource(), BYTES, " bytes"));
  }
}
