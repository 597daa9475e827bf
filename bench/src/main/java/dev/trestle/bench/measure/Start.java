package dev.trestle.bench.measure;

import dev.trestle.bench.process.MemoryUse;
import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starting with existing data, and memory.
 *
 * @param toReady of each start
 * @param fresh memory when just started
 * @param worked memory after everything that was measured before; empty: nothing was
 */
public record Start(List<Duration> toReady, MemoryUse fresh, Optional<MemoryUse> worked)
    implements Section {
  private static final double SECONDS = 6;
  private static final double GIGABYTES = 1.5;

  private double seconds() {
    return Figures.median(toReady.stream().mapToDouble(time -> time.toNanos() / 1e9).toArray());
  }

  @Override
  public void write(Markdown out) {
    out.heading("Start and memory");
    out.paragraph(
        "`./trestle up` on the data of this run, built and started once before, from the start of",
        "its process to the line `ready`; the median of:",
        String.join("; ", toReady.stream().map(t -> Figures.whole(t.toMillis())).toList()),
        "ms. Memory is resident, shared pages counted once.");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("just started", fresh));
    worked.ifPresent(use -> rows.add(row("after all that is measured above", use)));
    out.table(List.of("", ">Trestle's JVM", ">PostgreSQL", ">together"), rows);
  }

  private static List<String> row(String when, MemoryUse use) {
    return List.of(
        when,
        megabytes(use.platformBytes()),
        megabytes(use.postgresBytes()),
        megabytes(use.bytes()));
  }

  private static String megabytes(long bytes) {
    return Figures.whole(bytes / (double) (1 << 20)) + " MB";
  }

  @Override
  public List<Budget> budgets() {
    MemoryUse use = worked.orElse(fresh);
    return List.of(
        Budget.atMost("ready to receive, existing data", seconds(), SECONDS, " s"),
        Budget.atMost(
            "resident memory of everything", use.bytes() / (double) (1 << 30), GIGABYTES, " GB"));
  }
}
