package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is found sure without rendering it has no findings. More of them with {@code
 * -Dtrestle.mutants=100000}, others with {@code -Dtrestle.seed=1}.
 */
class SureTranslationTest {
  private static final int MUTANTS = Integer.getInteger("trestle.mutants", 30_000);
  private static final long SEED = Long.getLong("trestle.seed", 20_261_128L);

  private static final String VISIT = "status='planned' class={'code':'IMP'} ";

  @Test
  void whatIsBrokenIsToldAsIfEveryResourceHadBeenRendered() throws IOException {
    List<ObjectNode> resources = RandomSlots.corpus();
    Random random = new Random(SEED);
    int right = 0;
    int sure = 0;
    for (int i = 0; i < MUTANTS; i++) {
      ObjectNode resource = resources.get(random.nextInt(resources.size())).deepCopy();
      for (int broken = random.nextInt(3); broken > 0 && resource.size() > 1; broken--) {
        Mutations.breakOnce(resource, random);
      }
      Translation translation = RandomSlots.said(resource, resources, random);
      List<Finding> plain = TranslationCheck.findings(translation, RandomSlots.every(translation));
      assertThat(TranslationCheck.findings(translation))
          .as("seed %d, number %d", SEED, i)
          .isEqualTo(plain);
      right += plain.isEmpty() ? 1 : 0;
      sure += isSure(translation) ? 1 : 0;
    }
    // Else this would show nothing.
    assertThat(right).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
    assertThat(sure).isGreaterThan(MUTANTS / 20);
  }

  @Test
  void mostOfWhatMessagesBecomeIsSure() throws IOException {
    List<ObjectNode> resources = RandomSlots.corpus();
    long sure =
        resources.stream().filter(each -> isSure(RandomSlots.said(each, slot -> slot))).count();
    assertThat(sure).isGreaterThan(resources.size() * 95L / 100);
  }

  /** What each slot says is right; what is shown of them together is not. */
  @Test
  void whatTakesThePlaceOfAnotherIsNoticed() {
    String vaccine = "patient={'reference':'key:1'} status='completed' vaccineCode={'text':'MMR'} ";
    String date = "occurrence[x]={'occurrenceDateTime':'2026'}";
    String other = "occurrence[x]={'recorded':'2026'}";
    List.of(
            List.of("Immunization", vaccine + date, other),
            List.of("Immunization", vaccine + other, "-" + date),
            List.of("Immunization", vaccine + date, "status=null"),
            List.of("Immunization", vaccine + date, "occurrence[x]=null"),
            List.of("Encounter", VISIT + "period={'start':'2026'}", "period.end='2025'"),
            List.of("Encounter", VISIT + "period.end='2025'", "period={'start':'2026'}"),
            List.of("Encounter", VISIT + "period.start='2026'", "period.end='2025'"),
            List.of(
                "Encounter", VISIT + "period.start='2026' period.end='2025'", "-period.end='2027'"))
        .forEach(
            told -> {
              Translation translation = RandomSlots.of(told.get(0), told.get(1), told.get(2));
              assertThat(TranslationCheck.findings(translation)).as("%s", told).hasSize(1);
            });
  }

  @Test
  void whatTakesThePlaceOfAnotherAndIsRightIsSure() {
    for (Translation each :
        List.of(
            RandomSlots.of("Encounter", VISIT + "period.start='2025'", "period.end='2026'"),
            RandomSlots.of("Encounter", VISIT + "period.end='2026'", "status='finished'"),
            RandomSlots.of(
                "Immunization",
                "patient={'reference':'key:1'} status='completed' vaccineCode={'text':'MMR'}"
                    + " occurrence[x]={'occurrenceDateTime':'2026'}",
                "occurrence[x]={'occurrenceString':'unknown'}"))) {
      assertThat(isSure(each)).isTrue();
    }
  }

  private static boolean isSure(Translation translation) {
    for (boolean doubtful : SureTranslation.doubtful(translation, ResourceChecker.ofR4().sure())) {
      if (doubtful) {
        return false;
      }
    }
    return true;
  }
}
