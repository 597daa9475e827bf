package dev.trestle.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
  @Test
  void theFirstNumberIsTheTimeOnTheProcessor() {
    assertThat(ThreadTimes.nanos("195576650 626330359 73\n")).isEqualTo(195_576_650L);
  }

  @Test
  void threadsOfOneKindAreOneWhateverTheirNumber() {
    assertThat(ThreadTimes.kind("translator-12")).isEqualTo("translator");
    assertThat(ThreadTimes.kind("mllp-hospitals-")).isEqualTo("mllp-hospitals");
    assertThat(ThreadTimes.kind("https-jsse-nio-")).isEqualTo("HTTP");
    assertThat(ThreadTimes.kind("journal-appende")).isEqualTo("journal-appender");
  }

  @Test
  void threadsOfTheJvmAreToldFromOurs() {
    assertThat(ThreadTimes.kind("C2 CompilerThre")).isEqualTo(ThreadTimes.COMPILER);
    assertThat(ThreadTimes.kind("GC Thread#1")).isEqualTo(ThreadTimes.COLLECTOR);
    assertThat(ThreadTimes.kind("G1 Conc#0")).isEqualTo(ThreadTimes.COLLECTOR);
    assertThat(ThreadTimes.kind("GreatThread-1")).isEqualTo("GreatThread");
  }

  @Test
  void theTimesOfThisProcessHoldItsCompiler() throws IOException {
    assertThat(ThreadTimes.of(ProcessHandle.current().pid())).containsKey(ThreadTimes.COMPILER);
  }
}
