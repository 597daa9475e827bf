package dev.trestle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdCompileTest {
  /** Stands for a program that fails. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
      System.exit(Integer.parseInt(arguments[0]));
    }
  }

  @Test
  void theMiddleAndTheEndsAreTold() {
    ColdCompile told = new ColdCompile(List.of(954.2, 711.6, 803.4));
    assertThat(told.median()).isEqualTo(803.4);
    assertThat(told.range()).isEqualTo("712 to 954");
  }

  @Test
  void eachJvmCompilesTheBaseFirst() throws Exception {
    ColdCompile told = ColdCompile.measure(2);
    assertThat(told.millis()).hasSize(2).allMatch(millis -> millis > 1);
  }

  @Test
  void aJvmThatFailsIsTold() {
    assertThatThrownBy(() -> MeasuringJvm.run(Failing.class, List.of("3")))
        .isInstanceOf(IOException.class)
        .hasMessage("Failing ended with 3");
  }
}
