package dev.trestle.bench.measure;

import com.sun.management.ThreadMXBean;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Times;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Measures {@link Documents}. */
public final class DocumentSpeed {
  private static final int MESSAGE_BYTES = 3_000;

  /** As it stands in the message; its own are three quarters. */
  private static final int DOCUMENT_BYTES = 5_000_000;

  private static final int COMPILES = 9;
  private static final int DOCUMENTS = 200;
  private static final String HEADER =
      """
      MSH|^~\\&|DOC|MERCY|TRESTLE|HIE|20261120101500||MDM^T02^MDM_T02|D1|P|2.5.1
      EVN|T02|20261120101500
      PID|1||12345^^^MERCY^MR||QUIST^ANNA||19610213|F
      PV1|1|I|3W^301^A
      TXA|1|DS^Discharge summary^HL70270|AP|20261120101500||||||||D77^MERCY||||||AU
      OBX|1|ED|18842-5^Discharge summary^LN||^application^pdf^Base64^%s||||||F
      """;

  /** What the compiler must not optimise away. */
  private static volatile @Nullable Object sink;

  private final Site site = DemoSite.site(0);
  private final List<Source> sources = DemoSite.healthSystem(Hospitals.mercy()).sources();

  /**
   * @param result a laboratory result of one observation or more; it is made as long as needed
   * @param time for the message, and as long to warm up
   * @param jvms in which the base is compiled first
   */
  public Documents measure(byte[] result, Duration time, int jvms)
      throws IOException, InterruptedException {
    ColdCompile compiled = ColdCompile.measure(jvms);
    MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
    double[] again = new double[COMPILES];
    for (int i = 0; i < COMPILES; i++) {
      long start = System.nanoTime();
      sink = new MappingTranslator(BaseMappingsResource.base());
      again[i] = (System.nanoTime() - start) / 1e6;
    }
    byte[] message = longer(result);
    times(translator, message, sources.get(1), time);
    Times small = times(translator, message, sources.get(1), time);
    byte[] document = document();
    for (int i = 0; i < DOCUMENTS; i++) {
      translate(translator, document, sources.get(0));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Times large = new Times();
    for (int i = 0; i < DOCUMENTS; i++) {
      large.add(translate(translator, document, sources.get(0)));
    }
    double bytes = threads.getCurrentThreadAllocatedBytes() - before;
    if (sink == null) {
      throw new IllegalStateException("nothing was measured");
    }
    return new Documents(
        compiled,
        Figures.median(again),
        message.length,
        small,
        DOCUMENT_BYTES,
        large,
        bytes / DOCUMENTS / DOCUMENT_BYTES);
  }

  private Times times(MappingTranslator translator, byte[] message, Source source, Duration time) {
    Times times = new Times();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      times.add(translate(translator, message, source));
    }
    return times;
  }

  private long translate(MappingTranslator translator, byte[] message, Source source) {
    long start = System.nanoTime();
    Translation translation = translator.translate(message, source, site);
    long took = System.nanoTime() - start;
    if (translation.result() != Translation.Result.TRANSLATED) {
      throw new IllegalStateException("the message is not translated");
    }
    sink = translation;
    return took;
  }

  /** With its last segment again and again, each another observation. */
  private static byte[] longer(byte[] result) {
    String text = new String(result, StandardCharsets.UTF_8);
    int from = text.indexOf("\rOBX|1|") + 1;
    String observation = text.substring(from, text.indexOf('\r', from) + 1);
    StringBuilder longer = new StringBuilder(text);
    for (int i = 101; longer.length() < MESSAGE_BYTES; i++) {
      longer.append(observation.replaceFirst("OBX\\|1\\|", "OBX|" + i + "|"));
    }
    return longer.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] document() {
    byte[] content = new byte[DOCUMENT_BYTES / 4 * 3];
    new Random(1).nextBytes(content);
    return HEADER
        .formatted(Base64.getEncoder().encodeToString(content))
        .replace('\n', '\r')
        .getBytes(StandardCharsets.US_ASCII);
  }
}
