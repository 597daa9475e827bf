package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.rule.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionSolverTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PID-8 = F and PID-8 = M",
        "PID-8 in (F, M) and PID-8 in (O, U)",
        "PID-8 in (F, M) and not PID-8 = F and not PID-8 = M",
        "valued(PID-8) and not valued(PID-8)",
        "valued(PID-3.4) and not valued(PID-3)",
        "valued(PID-3.4.2) and not valued(PID-3.4)",
        "PID-8 = F and not valued(PID-8)",
        "PID-3.4 = X and not valued(PID-3)",
        "length(PID-7) > 8 and length(PID-7) < 9",
        "length(PID-7) = 8 and not length(PID-7) = 8",
        "length(PID-7) = 8 and length(PID-7) = 4",
        "length(PID-7) > 0 and not valued(PID-7)",
        "length(PID-8) > 1 and PID-8 in (F, M)",
        "same(PID-3, PID-4) and not same(PID-4, PID-3)",
        "same(PID-3, PID-4) and PID-3 = A and PID-4 = B",
        "same(PID-3, PID-4) and same(PID-4, PID-5) and PID-3 = A and PID-5 = B",
        "same(PID-3, PID-4) and PID-3 = A and not valued(PID-4)",
        "not same(PID-3, PID-4) and PID-3 = A and PID-4 = A",
        "not same(PID-3, PID-3)",
        "trigger = A01 and trigger = A02",
        "trigger = A99",
        "not trigger in (A01, A02, A03)",
        "after = PID and after = PV1",
        "not (PID-8 = F or not PID-8 = F)",
        "(PID-8 = F or PID-8 = M) and not valued(PID-8)",
        "not (not valued(PID-8) or PID-8 = F) and PID-8 = F",
        ".5 = X and .5 = Y",
      })
  void holdsForNoMessage(String condition) {
    assertThat(canHold(condition)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PID-8 = F and PID-9 = M",
        "PID-8 in (F, M) and PID-8 in (M, U)",
        "PID-8 in (F, M) and not PID-8 = F",
        "not PID-8 = F and not PID-8 = M",
        "valued(PID-3) and not valued(PID-3.4)",
        "valued(PID-3.4) and not valued(PID-3.5)",
        "valued(PID-8) and not PID-8 = F",
        "PID-8 = '' and not valued(PID-8)",
        "length(PID-7) > 7 and length(PID-7) < 9",
        "length(PID-7) < 1 and not valued(PID-7)",
        "same(PID-3, PID-4) and PID-3 = A and PID-4 in (A, B)",
        "not same(PID-3, PID-4) and PID-3 = A and PID-4 in (A, B)",
        "not same(PID-3, PID-4) and not valued(PID-3)",
        "trigger = A01 and after = PID",
        "not trigger in (A01, A02)",
        "(PID-8 = F and PID-8 = M) or PID-8 = U",
        ".5 = X and PID-5 = Y",
      })
  void holdsForSomeMessage(String condition) {
    assertThat(canHold(condition)).isTrue();
  }

  @Test
  void severalConditionsAreOneAndNoConditionIsNoLimit() {
    assertThat(canHold("PID-8 = F", null, "PID-9 = F")).isTrue();
    assertThat(canHold("PID-8 = F", null, "PID-8 = M")).isFalse();
    assertThat(new ConditionSolver(null).canHold(Arrays.asList(parsed("trigger = A99"))))
        .as("of any message")
        .isTrue();
  }

  @Test
  void aConditionOfVeryManyCasesCountsAsPossible() {
    List<String> pairs = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      pairs.add("(valued(PID-" + i + ") or PV1-" + i + " = X)");
    }
    assertThat(canHold(String.join(" and ", pairs) + " and MSH-9 = A and MSH-9 = B")).isTrue();
  }

  private static boolean canHold(@Nullable String... conditions) {
    List<@Nullable Condition> parsed = new ArrayList<>();
    for (String condition : conditions) {
      parsed.add(condition == null ? null : parsed(condition));
    }
    return new ConditionSolver(Set.of("A01", "A02", "A03")).canHold(parsed);
  }

  private static Condition parsed(String condition) {
    return ConditionParser.parse(condition, new Place("base", "x.yaml", 1));
  }
}
