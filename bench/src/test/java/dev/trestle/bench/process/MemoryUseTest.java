package dev.trestle.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryUseTest {
  @Test
  void theProportionalShareIsTakenInBytes() {
    assertThat(
            MemoryUse.parse(
                List.of(
                    "55d0a0000000-7ffd rollup",
                    "Rss:              900000 kB",
                    "Pss:               12345 kB",
                    "Pss_Anon:           9000 kB")))
        .isEqualTo(12_345L * 1024);
  }

  @Test
  void aTextWithoutItIsNotTakenForZero() {
    assertThatThrownBy(() -> MemoryUse.parse(List.of("Rss: 1 kB")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thisProcessUsesMemoryAndAProcessThatIsGoneNone(@TempDir Path folder) throws IOException {
    assertThat(MemoryUse.now(ProcessHandle.current().pid(), folder).bytes()).isPositive();
    assertThat(MemoryUse.now(Integer.MAX_VALUE, folder).bytes()).isZero();
  }
}
