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
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.semantics.checked.CheckingTranslator;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.BundleRenderer;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Processor time of one thread for one message: reading and translating, and HAPI HL7 v2 reading
 * the same bytes. The contenders take turns of the same processor time, together as long as they
 * were warmed up.
 */
public final class TranslationSpeed {
  /**
   * A turn is short, and there are many: the machine is faster and slower by some percent from one
   * second to the next, which then hurts all contenders alike. What is compared differs by less.
   */
  private static final Duration TURN = Duration.ofMillis(20);

  private static final int LEAST_TURNS = 7;

  /** Asking for the processor time takes some of it. */
  private static final int BETWEEN_LOOKS = 10;

  /** What the compiler must not optimise away. */
  private static volatile @Nullable Object sink;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Site site = DemoSite.site(0);
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
  private final Duration warmUp;

  /**
   * @param warmUp of each contender
   */
  public TranslationSpeed(Duration warmUp) throws IOException {
    this.warmUp = warmUp;
  }

  /**
   * Microseconds for one message, the median of the turns.
   *
   * @param translate reading and translating into statements, as the platform does
   * @param toJson that, and a Bundle as JSON text, as {@code trestle translate} does
   * @param checked reading, translating, and checking what it makes against FHIR R4
   * @param plausible reading, translating, and holding it against the rules of plausibility
   * @param read reading alone
   * @param hapiParse HAPI HL7 v2 parsing
   * @param resources that the Bundle holds
   */
  public record Result(
      String type,
      int bytes,
      double translate,
      double toJson,
      double checked,
      double plausible,
      double read,
      double hapiParse,
      int resources) {
    private static final String BEGINNING = "measured";

    /** What the check adds to the translation, in percent. */
    double checkPercent() {
      return 100 * (checked / translate - 1);
    }

    /** As one process tells it to another. */
    String line() {
      return String.join(
          " ",
          BEGINNING,
          type,
          Integer.toString(bytes),
          Double.toString(translate),
          Double.toString(toJson),
          Double.toString(checked),
          Double.toString(plausible),
          Double.toString(read),
          Double.toString(hapiParse),
          Integer.toString(resources));
    }

    /** Reads {@link #line}; empty for what a library prints. */
    static Optional<Result> parse(String line) {
      String[] words = line.split(" ");
      if (words.length != 10 || !words[0].equals(BEGINNING)) {
        return Optional.empty();
      }
      return Optional.of(
          new Result(
              words[1],
              Integer.parseInt(words[2]),
              Double.parseDouble(words[3]),
              Double.parseDouble(words[4]),
              Double.parseDouble(words[5]),
              Double.parseDouble(words[6]),
              Double.parseDouble(words[7]),
              Double.parseDouble(words[8]),
              Integer.parseInt(words[9])));
    }
  }

  @FunctionalInterface
  private interface Work {
    Object once() throws HL7Exception;
  }

  /** An admission of the simulated hospital Mercy. */
  public Result admission(byte[] message) throws HL7Exception, IOException {
    return measure("ADT^A01", message, DemoSite.healthSystem(Hospitals.mercy()).sources().get(0));
  }

  /** A laboratory result of the simulated hospital Mercy. */
  public Result result(byte[] message) throws HL7Exception, IOException {
    return measure("ORU^R01", message, DemoSite.healthSystem(Hospitals.mercy()).sources().get(1));
  }

  private Result measure(String name, byte[] message, Source source)
      throws HL7Exception, IOException {
    ReadOptions options = new ReadOptions(source.charset());
    Source checking = source.toBuilder().validation(Validation.FLAG).build();
    Source asking = source.toBuilder().plausibility(Validation.FLAG).build();
    Translator judging = CheckingTranslator.onTheWay(translator);
    try (HapiContext context = new DefaultHapiContext()) {
      context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
      context.setValidationContext(ValidationContextFactory.noValidation());
      Parser hapi = context.getPipeParser();
      double[] micros =
          medians(
              List.of(
                  () -> translator.translate(message, source, site),
                  () ->
                      JSON.writeValueAsString(bundle(translator.translate(message, source, site))),
                  () -> judging.translate(message, checking, site),
                  () -> judging.translate(message, asking, site),
                  () -> Hl7Message.read(message, options),
                  () -> hapi.parse(new String(message, StandardCharsets.UTF_8))));
      int resources = bundle(translator.translate(message, source, site)).path("entry").size();
      return new Result(
          name,
          message.length,
          micros[0],
          micros[1],
          micros[2],
          micros[3],
          micros[4],
          micros[5],
          resources);
    }
  }

  /**
   * With numbers for ids: the keyed hashes of the store are its own work, not the translation's.
   */
  private static ObjectNode bundle(Translation translation) {
    Map<ResourceKey, String> ids = new HashMap<>();
    return BundleRenderer.bundle(
        translation, key -> ids.computeIfAbsent(key, any -> Integer.toString(ids.size())));
  }

  private double[] medians(List<Work> contenders) throws HL7Exception {
    int turns = Math.max(LEAST_TURNS, (int) warmUp.dividedBy(TURN));
    double[][] micros = new double[contenders.size()][turns];
    for (Work work : contenders) {
      turn(work, warmUp);
    }
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < contenders.size(); i++) {
        micros[i][turn] = turn(contenders.get(i), TURN);
      }
    }
    double[] medians = new double[contenders.size()];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = Figures.median(micros[i]);
    }
    return medians;
  }

  private static double turn(Work work, Duration time) throws HL7Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    long end = before + time.toNanos();
    long count = 0;
    do {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        sink = work.once();
        count++;
      }
    } while (threads.getCurrentThreadCpuTime() < end);
    long used = threads.getCurrentThreadCpuTime() - before;
    if (sink == null) {
      throw new IllegalStateException("nothing was measured");
    }
    return used / 1e3 / count;
  }
}
