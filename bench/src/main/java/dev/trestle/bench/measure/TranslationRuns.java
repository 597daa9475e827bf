package dev.trestle.bench.measure;

import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.HospitalMix;
import dev.trestle.bench.report.Figures;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@link TranslationSpeed} of one message in several JVMs: each compiles the same program in its
 * own way, and one differs from the next by more than most changes do.
 *
 * @param runs one for each JVM
 */
public record TranslationRuns(List<TranslationSpeed.Result> runs) {
  public TranslationRuns {
    runs = List.copyOf(runs);
  }

  /** What all of them say alike: the type, the bytes, the resources. */
  TranslationSpeed.Result any() {
    return runs.get(0);
  }

  /** The middle one of a figure. */
  double median(ToDoubleFunction<TranslationSpeed.Result> figure) {
    return Figures.median(runs.stream().mapToDouble(figure).toArray());
  }

  /** {@code 11.2 to 17.9}: the lowest and the highest of a figure. */
  String range(ToDoubleFunction<TranslationSpeed.Result> figure) {
    return Figures.tenths(runs.stream().mapToDouble(figure).min().orElseThrow())
        + " to "
        + Figures.tenths(runs.stream().mapToDouble(figure).max().orElseThrow());
  }

  /**
   * Measures an admission and a result, one JVM after the other.
   *
   * @param warmUp of each contender
   * @param seed of the result
   * @throws IOException when a JVM did not tell its figures
   */
  public static List<TranslationRuns> measure(int jvms, Duration warmUp, long seed)
      throws IOException, InterruptedException {
    List<TranslationSpeed.Result> admissions = new ArrayList<>();
    List<TranslationSpeed.Result> results = new ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      List<TranslationSpeed.Result> told = inAnother(warmUp, seed);
      if (told.size() != 2) {
        throw new IOException("a JVM ended before it had told its figures");
      }
      admissions.add(told.get(0));
      results.add(told.get(1));
    }
    return List.of(new TranslationRuns(admissions), new TranslationRuns(results));
  }

  private static List<TranslationSpeed.Result> inAnother(Duration warmUp, long seed)
      throws IOException, InterruptedException {
    return MeasuringJvm.run(
            TranslationRuns.class, List.of(Long.toString(warmUp.toMillis()), Long.toString(seed)))
        .stream()
        .flatMap(line -> TranslationSpeed.Result.parse(line).stream())
        .toList();
  }

  /**
   * The admission and the result that are translated.
   *
   * @param seed of the result
   */
  public static List<byte[]> messages(long seed) {
    return List.of(Admissions.message(1, 1), HospitalMix.firstResult(seed));
  }

  /** One JVM: prints a line for the admission and one for the result. */
  public static void main(String[] arguments) throws Exception {
    TranslationSpeed speed = new TranslationSpeed(Duration.ofMillis(Long.parseLong(arguments[0])));
    List<byte[]> messages = messages(Long.parseLong(arguments[1]));
    try (PrintStream told =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      told.println(speed.admission(messages.get(0)).line());
      told.println(speed.result(messages.get(1)).line());
    }
  }
}
