package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @Test
  void theArchiveOfEachMachineIsNamedAsPublished() {
    assertThat(Binaries.resourceFor("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
    assertThat(Binaries.resourceFor("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
    for (List<String> machine :
        List.of(List.of("Windows 11", "amd64"), List.of("Linux", "sparc"))) {
      assertThatThrownBy(() -> Binaries.resourceFor(machine.get(0), machine.get(1)))
          .isInstanceOf(TrestleException.class)
          .hasMessageContaining("Run PostgreSQL yourself");
    }
  }

  @Test
  void theProgramsAreUnpackedOnceAndReplaceOlderOnes(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path older = Files.createDirectories(folder.resolve("bin-17-0123456789abcdef/bin"));
    Path unfinished = Files.createDirectories(folder.resolve("unpacking-1/bin"));
    Path other = Files.createDirectories(folder.resolve("cluster"));

    Binaries binaries = Binaries.unpack(folder);
    assertThat(Binaries.unpack(folder)).isEqualTo(binaries);
    binaries.deleteOthers();

    assertThat(older).doesNotExist();
    assertThat(unfinished).doesNotExist();
    assertThat(other).exists();
    List<String> version = List.of(binaries.program("postgres").toString(), "--version");
    assertThat(Command.run(version, Duration.ofSeconds(20)).output())
        .startsWith("postgres (PostgreSQL) " + Binaries.MAJOR + ".");
  }
}
