package dev.trestle.bench.report;

import java.util.List;

/** The whole report of one run: {@code docs/performance.md}. */
public final class Report {
  private Report() {}

  /**
   * Writes it.
   *
   * @param sections in their order
   * @param missing what was not measured, and why
   */
  public static String write(
      Machine machine, String loadAfter, String how, List<Section> sections, List<Budget> missing) {
    Markdown out = new Markdown();
    out.heading("# Performance");
    out.paragraph(
        "Written by `bench/run`; every figure is of that one run. The ratios to what was measured",
        "beside them say more than the absolute numbers: the machine is noisy and shared with",
        "other work.");
    out.paragraph("Machine:", machine.text() + "; after it:", loadAfter + ".", how);
    out.paragraph(
        "Trestle runs as a process of its own with the options of `trestle up`, its embedded",
        "PostgreSQL beside it; whoever sends or asks is another process on the same cores. Commits",
        "are durable everywhere. Processor time is user and system time as the kernel counts it.");
    out.heading("Budgets");
    out.table(
        List.of("what", ">measured", ">budget", ""),
        java.util.stream.Stream.concat(
                sections.stream().flatMap(section -> section.budgets().stream()), missing.stream())
            .map(b -> List.of(b.what(), b.measured(), b.budget(), b.verdict()))
            .toList());
    sections.forEach(section -> section.write(out));
    return out.toString();
  }
}
