package dev.trestle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranslationRunsTest {
  private static TranslationSpeed.Result result(double translate, double checked) {
    return new TranslationSpeed.Result(
        "ADT^A01", 1_011, translate, 101.5, checked, 66.25, 1.75, 86.5, 10);
  }

  @Test
  void aLineTellsAllOfAResultAndNothingElseIsOne() {
    TranslationSpeed.Result result = result(63.8125, 1.2e7);

    assertThat(TranslationSpeed.Result.parse(result.line())).contains(result);
    assertThat(TranslationSpeed.Result.parse("SLF4J: no binding found")).isEmpty();
    assertThat(TranslationSpeed.Result.parse("")).isEmpty();
  }

  @Test
  void theShareOfTheCheckIsThatOfTheMiddleJvm() {
    TranslationRuns runs =
        new TranslationRuns(
            Stream.of(result(50, 60), result(100, 110), result(60, 69), result(80, 88)).toList());

    assertThat(runs.median(TranslationSpeed.Result::checkPercent)).isBetween(9.99, 10.01);
    assertThat(runs.range(TranslationSpeed.Result::checkPercent)).isEqualTo("10.0 to 20.0");
    assertThat(runs.median(TranslationSpeed.Result::translate)).isEqualTo(60);
  }

  @Test
  void eachJvmTellsAnAdmissionAndAResult() throws Exception {
    List<TranslationRuns> runs = TranslationRuns.measure(2, Duration.ofMillis(30), 7);

    assertThat(runs).hasSize(2).allMatch(each -> each.runs().size() == 2);
    assertThat(runs).extracting(each -> each.any().type()).containsExactly("ADT^A01", "ORU^R01");
    assertThat(runs).allMatch(each -> each.any().translate() > 0 && each.any().resources() > 1);
  }
}
