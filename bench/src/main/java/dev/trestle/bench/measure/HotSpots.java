package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where the platform's Java code spends its time and what makes its garbage. */
public final class HotSpots implements Section {
  private static final String OURS = "dev.trestle.";
  private static final int SHOWN = 12;

  private final SortedMap<String, Long> packages = new TreeMap<>();
  private final SortedMap<String, Long> methods = new TreeMap<>();
  private final SortedMap<String, Long> leaves = new TreeMap<>();
  private final SortedMap<String, Long> threads = new TreeMap<>();
  private final SortedMap<String, Long> allocations = new TreeMap<>();
  private final String during;

  /**
   * Reads what was sampled.
   *
   * @param during which messages were sent meanwhile
   */
  public HotSpots(Path recording, String during) throws IOException {
    this.during = during;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        take(file.readEvent());
      }
    }
  }

  private void take(RecordedEvent event) {
    if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
      return; // one of the events that describe the recording itself
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        threads.merge(thread(event), 1L, Long::sum);
        methods.merge(nearest(frames), 1L, Long::sum);
        packages.merge(folder(nearest(frames)), 1L, Long::sum);
        leaves.merge(name(frames.get(0).getMethod()), 1L, Long::sum);
      }
      case "jdk.ObjectAllocationSample" ->
          allocations.merge(nearest(frames), event.getLong("weight"), Long::sum);
      default -> {}
    }
  }

  private static String thread(RecordedEvent event) {
    return String.valueOf(event.getThread("sampledThread").getJavaName())
        .replaceAll("[-#0-9]+$", "");
  }

  /** The nearest method of ours, which called what was running. */
  private static String nearest(List<RecordedFrame> frames) {
    return frames.stream()
        .map(RecordedFrame::getMethod)
        .filter(method -> method.getType().getName().startsWith(OURS))
        .findFirst()
        .map(HotSpots::name)
        .orElse("(libraries alone)");
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  /** Of {@code a.b.Type.method}: {@code a.b}. */
  private static String folder(String method) {
    String type = method.contains(".") ? method.substring(0, method.lastIndexOf('.')) : method;
    return type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : type;
  }

  @Override
  public void write(Markdown out) {
    long samples = threads.values().stream().mapToLong(Long::longValue).sum();
    out.heading("Where the time goes");
    out.paragraph(
        "Sampled in a pass of its own over",
        during + " (" + Figures.whole(samples),
        "samples of running Java code; native code, compiler and collector are not in it). A",
        "sample belongs to the nearest method of ours, libraries it calls included.");
    list(out, "By thread:", threads, SHOWN);
    list(out, "By package:", packages, SHOWN);
    list(out, "Methods:", methods, SHOWN);
    list(out, "What was running itself:", leaves, SHOWN);
    list(out, "Memory taken, by method:", allocations, SHOWN);
  }

  private static void list(Markdown out, String title, SortedMap<String, Long> counts, int limit) {
    double total = counts.values().stream().mapToLong(Long::longValue).sum();
    out.paragraph(title);
    out.list(
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(limit)
            .map(entry -> Figures.percent(entry.getValue() / total) + " `" + entry.getKey() + "`")
            .toList());
  }

  @Override
  public List<Budget> budgets() {
    return List.of();
  }
}
