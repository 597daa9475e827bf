package dev.trestle.orchestration;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.kernel.statement.UnmappedCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The translation carries {@code control|keys|payload} in the place of the mapping's hash. */
public final class ToyTranslator implements Translator {
  /** While it is set, payloads that begin with {@code gate} stand before it. */
  public final AtomicReference<@Nullable CountDownLatch> gate = new AtomicReference<>();

  /** Messages that have come to the gate. */
  public final AtomicInteger atGate = new AtomicInteger();

  /** Payloads that fail (now) in a way that can pass by itself. */
  public final Set<String> defective = ConcurrentHashMap.newKeySet();

  /** Payloads that cannot be translated (now). */
  public final Set<String> broken = ConcurrentHashMap.newKeySet();

  @Override
  public Translation translate(byte[] raw, Source source, Site site) {
    String[] parts = ToyDialect.parts(raw);
    String payload = parts[5];
    CountDownLatch closed = gate.get();
    if (payload.startsWith("gate") && closed != null) {
      atGate.incrementAndGet();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (defective.contains(payload)) {
      throw new TrestleException(ProblemCode.DEFECT_INTERNAL, "not now");
    }
    if (payload.startsWith("throw")) {
      throw new IllegalStateException("a defect that quotes " + payload);
    }
    if (payload.startsWith("deep")) {
      throw new StackOverflowError();
    }
    boolean fails = payload.contains("bad") || broken.contains(payload);
    return new Translation(
        fails ? Translation.Result.UNTRANSLATABLE : Translation.Result.TRANSLATED,
        "toy",
        List.of(named(parts[0] + "|" + parts[4] + "|" + payload)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        findings(payload, fails),
        new Accounting(1, 1, 0, 0, 0),
        codes(payload));
  }

  private static List<Finding> findings(String payload, boolean fails) {
    if (fails) {
      return List.of(Finding.error(ProblemCode.VALUE_INVALID, "X-1", "The value is not right."));
    }
    return codes(payload).stream()
        .map(code -> Finding.warning(ProblemCode.CODE_UNMAPPED, "X-1", "It is in no table."))
        .toList();
  }

  /** A payload {@code codes A=alpha B} has two unmapped codes, one with a text. */
  private static List<UnmappedCode> codes(String payload) {
    if (!payload.startsWith("codes ")) {
      return List.of();
    }
    return Arrays.stream(payload.substring("codes ".length()).split(" "))
        .map(code -> code.split("=", 2))
        .map(code -> new UnmappedCode("toys", code[0], code.length > 1 ? code[1] : ""))
        .toList();
  }

  /** What {@link ToyRecords} writes stands in the name of a resource. */
  private static ResourceKey named(String text) {
    return new ResourceKey("Basic", "toy", null, List.of(new BusinessKey("toy", "toy", text)));
  }

  static String text(Translation translation) {
    return translation.keys().get(0).names().get(0).value();
  }
}
