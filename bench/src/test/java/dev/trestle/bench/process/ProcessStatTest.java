package dev.trestle.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
  private static final String AFTER_NAME =
      " S 1 4242 4242 0 -1 4194304 900 800 0 0 150 25 300 7 20 0 31 0 1234 5678 90 18446744073709551615";

  @Test
  void userAndSystemTimeAreAddedUpInTicksOfTenMilliseconds() {
    ProcessStat stat = ProcessStat.parse("4242 (postgres)" + AFTER_NAME);
    assertThat(stat.name()).isEqualTo("postgres");
    assertThat(stat.ownNanos()).isEqualTo(1_750_000_000L);
    assertThat(stat.childrenNanos()).isEqualTo(3_070_000_000L);
  }

  @Test
  void aNameWithBlanksAndParenthesesMovesNoField() {
    ProcessStat stat = ProcessStat.parse("4242 (a ) 7 (b) c)" + AFTER_NAME);
    assertThat(stat.name()).isEqualTo("a ) 7 (b) c");
    assertThat(stat.ownNanos()).isEqualTo(1_750_000_000L);
  }

  @Test
  void thisProcessHasOneAndAProcessThatIsGoneHasNone() throws IOException {
    assertThat(ProcessStat.of(ProcessHandle.current().pid()))
        .hasValueSatisfying(stat -> assertThat(stat.name()).isEqualTo("java"));
    assertThat(ProcessStat.of(Integer.MAX_VALUE)).isEmpty();
  }
}
