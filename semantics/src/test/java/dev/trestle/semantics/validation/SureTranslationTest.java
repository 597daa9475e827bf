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
      List<Finding> plain =
          TranslationCheck.findings(translation, RandomSlots.every(translation));
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

  private static boolean isSure(Translation translation) {
    for (boolean doubtful :
        SureTranslation.doubtful(translation, ResourceChecker.ofR4().sure())) {
      if (doubtful) {
        return false;
      }
    }
    return true;
  }
}
