package dev.trestle.bench.measure;

import dev.trestle.bench.report.Figures;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the base takes to be read and compiled as the first thing in a JVM.
 *
 * @param millis one for each JVM
 */
record ColdCompile(List<Double> millis) {
  ColdCompile {
    millis = List.copyOf(millis);
  }

  /** One JVM after the other. */
  static ColdCompile measure(int jvms) throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      millis.add(Double.parseDouble(MeasuringJvm.run(ColdCompile.class, List.of()).get(0)));
    }
    return new ColdCompile(millis);
  }

  double median() {
    return Figures.median(millis.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** {@code 712 to 954}: the lowest and the highest. */
  String range() {
    return Figures.whole(millis.stream().min(Double::compare).orElseThrow())
        + " to "
        + Figures.whole(millis.stream().max(Double::compare).orElseThrow());
  }

  /** One JVM: prints its milliseconds. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
    long took = System.nanoTime() - start;
    if (translator.plan(List.of()).ruleIds().isEmpty()) {
      throw new IllegalStateException("nothing was compiled");
    }
    try (PrintStream told =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      told.println(String.format(Locale.ROOT, "%.1f", took / 1e6));
    }
  }
}
