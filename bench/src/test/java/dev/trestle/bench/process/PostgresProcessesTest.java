package dev.trestle.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessesTest {
  @Test
  void aProcessSaysWhatItIs() {
    assertThat(PostgresProcesses.kind("postgres: checkpointer \0\0\0")).isEqualTo("checkpointer");
    assertThat(PostgresProcesses.kind("postgres: io worker 2")).isEqualTo("io worker");
    assertThat(PostgresProcesses.kind("postgres: autovacuum worker trestle"))
        .isEqualTo("autovacuum");
  }

  @Test
  void aProcessOfAUserIsABackend() {
    assertThat(PostgresProcesses.kind("postgres: trestle trestle 127.0.0.1(40002) idle"))
        .isEqualTo("backends");
  }

  @Test
  void whatHasNoTitleIsCountedWithTheFirstProcess() {
    assertThat(PostgresProcesses.kind("")).isEqualTo("postmaster and ended");
    assertThat(PostgresProcesses.kind("/bin/postgres\0-D\0/data"))
        .isEqualTo("postmaster and ended");
  }

  @Test
  void aFolderWithoutPostgresHasNoProcesses(@TempDir Path folder) throws IOException {
    assertThat(PostgresProcesses.pids(folder)).isEmpty();
    assertThat(PostgresProcesses.pids(folder.resolve("missing"))).isEmpty();
  }
}
