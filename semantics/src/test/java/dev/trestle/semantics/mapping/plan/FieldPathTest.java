package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.rule.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
  private static final Place PLACE = new Place("base", "maps/patient.yaml", 1);

  @ParameterizedTest
  @ValueSource(strings = {"PID-3", "PID-3.4", "PID-3.4.2", "ZZ1-999.10.1", ".5", ".5.2"})
  void aPathIsToldAsItIsWritten(String text) {
    assertThat(FieldPath.parse(text, PLACE)).hasToString(text);
  }
}
