package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import tools.jackson.databind.JsonNode;

/** What one IN2 says is of the IN1 before it, however many there are, and never of another. */
class InsurancesTest {
  private static final int INSURANCES = 5;

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @RepeatedTest(200)
  void noValueOfOneInsuranceIsInAnother(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> segments = start();
    List<Integer> further = new ArrayList<>();
    int count = 1 + random.nextInt(INSURANCES);
    for (int i = 1; i <= count; i++) {
      boolean nameless = random.nextInt(5) == 0;
      segments.add(nameless ? "IN1|" + i : insurance(i));
      between(segments, random);
      if (random.nextBoolean()) {
        segments.add(further(i));
        if (!nameless) {
          further.add(i);
        }
      }
      between(segments, random);
    }
    Map<Integer, String> coverages = coverages(translated(segments));
    coverages.forEach(
        (number, coverage) -> {
          for (int other = 1; other <= count; other++) {
            boolean own = other == number && further.contains(number);
            if (own) {
              assertThat(coverage).contains(said(other));
            } else {
              assertThat(coverage).doesNotContain("of" + other + "x");
            }
          }
        });
    assertThat(coverages.keySet()).containsAll(further);
  }

  @RepeatedTest(20)
  void ofSeveralUnderOneNoneIsTaken(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> segments = start();
    int count = 2 + random.nextInt(INSURANCES);
    for (int i = 1; i <= count; i++) {
      segments.add(insurance(i));
    }
    for (int i = 1; i <= count; i++) {
      between(segments, random);
      segments.add(further(i));
    }
    Translation translation = translated(segments);
    assertThat(coverages(translation)).hasSize(count);
    assertThat(coverages(translation).values()).noneMatch(coverage -> coverage.contains("of"));
    assertThat(translation.findings())
        .filteredOn(finding -> finding.code() == ProblemCode.STATE_CHANGE_KEPT)
        .hasSize(count);
  }

  private Translation translated(List<String> segments) {
    byte[] raw = Feeds.message(segments.toArray(String[]::new));
    return translator.translate(raw, Feeds.ADT, Feeds.SITE);
  }

  private static List<String> start() {
    return new ArrayList<>(
        List.of(
            "MSH|^~\\&|APP|MERCY|||20260105080102||ADT^A01|M1|P|2.5.1",
            "PID|1||00123^^^MERCY^MR||DOE^JANE||19800229|F"));
  }

  private static String insurance(int number) {
    return "IN1|" + number + "|P" + number + "|C" + number + "|Payer " + number;
  }

  /** Employee, Medicare and Medicaid numbers, and the member's. */
  private static String further(int number) {
    String mark = "of" + number + "x";
    return "IN2|1" + mark + "|||||6" + mark + "||8" + mark + "|".repeat(53) + "61" + mark;
  }

  private static List<String> said(int number) {
    String mark = "of" + number + "x";
    return List.of("1" + mark, "6" + mark, "8" + mark, "61" + mark);
  }

  private static void between(List<String> segments, Random random) {
    if (random.nextInt(4) == 0) {
      segments.add(random.nextBoolean() ? "ROL|1|AD|PP|1234^HOUSE" : "IN3|1");
    }
  }

  /** The Coverages, by the number of their plan. */
  private static Map<Integer, String> coverages(Translation translation) {
    Map<Integer, String> coverages = new TreeMap<>();
    for (JsonNode entry : BundleRenderer.bundle(translation, Feeds::id).path("entry")) {
      JsonNode one = entry.path("resource");
      if (one.path("resourceType").asString().equals("Coverage")) {
        String plan = one.path("class").path(0).path("value").asString();
        coverages.put(Integer.parseInt(plan.substring(1)), one.toString());
      }
    }
    return coverages;
  }
}
