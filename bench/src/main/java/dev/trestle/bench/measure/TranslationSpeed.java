package dev.trestle.bench.measure;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.Parser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import dev.trestle.bench.report.Figures;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of one thread for one message: reading and translating, and HAPI HL7 v2 reading
 * the same bytes. The contenders take turns, so that a busy machine hurts them alike.
 */
public final class TranslationSpeed {
  private static final Duration WARM_UP = Duration.ofMillis(1500);
  private static final Duration ROUND = Duration.ofMillis(250);
  private static final int ROUNDS = 7;

  /** What the compiler must not optimise away. */
  private static volatile @Nullable Object sink;

  private TranslationSpeed() {}

  /** Microseconds for one message, the median of the rounds. */
  public record Result(String type, int bytes, double translate, double read, double hapiParse) {}

  @FunctionalInterface
  private interface Work {
    Object once() throws HL7Exception;
  }

  /** An admission and a result of the simulated hospital Mercy. */
  public static Translation measure(byte[] adt, byte[] oru) throws HL7Exception, IOException {
    List<Source> sources = DemoSite.healthSystem(Hospitals.mercy()).sources();
    List<Result> results = new ArrayList<>();
    results.add(measure("ADT^A01", adt, sources.get(0)));
    results.add(measure("ORU^R01", oru, sources.get(1)));
    return new Translation(results);
  }

  private static Result measure(String name, byte[] message, Source source)
      throws HL7Exception, IOException {
    Site site = DemoSite.site(0);
    MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
    ReadOptions options = new ReadOptions(source.charset());
    try (HapiContext context = new DefaultHapiContext()) {
      context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
      context.setValidationContext(ValidationContextFactory.noValidation());
      Parser hapi = context.getPipeParser();
      double[] micros =
          medians(
              List.of(
                  () -> translator.translate(message, source, site),
                  () -> Hl7Message.read(message, options),
                  () -> hapi.parse(new String(message, StandardCharsets.UTF_8))));
      return new Result(name, message.length, micros[0], micros[1], micros[2]);
    }
  }

  private static double[] medians(List<Work> contenders) throws HL7Exception {
    double[][] micros = new double[contenders.size()][ROUNDS];
    for (Work work : contenders) {
      round(work, WARM_UP);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        micros[i][round] = round(contenders.get(i), ROUND);
      }
    }
    double[] medians = new double[contenders.size()];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = Figures.median(micros[i]);
    }
    return medians;
  }

  private static double round(Work work, Duration time) throws HL7Exception {
    long end = System.nanoTime() + time.toNanos();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long count = 0;
    while (System.nanoTime() < end) {
      sink = work.once();
      count++;
    }
    long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    if (sink == null) {
      throw new IllegalStateException("nothing was measured");
    }
    return used / 1e3 / count;
  }
}
