package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** DATA folders below target/, fresh for each test; the unpacked programs are shared. */
final class TestFolder {
  private static final Path PARENT = Path.of("target", "embedded").toAbsolutePath();
  private static final Path BINARIES = Path.of("target", "test-postgres").toAbsolutePath();
  private static final int SHARED_BUFFERS_MEGABYTES = 32;

  private TestFolder() {}

  static EmbeddedPostgresSettings fresh(String name) {
    EmbeddedPostgresSettings settings = existing(PARENT.resolve(name));
    try {
      if (Files.exists(settings.dataFolder())) {
        DataFolder data = new DataFolder(settings.dataFolder());
        RunAs nobody = RunAs.ourselves(0, 0);
        new ClusterProcesses(data, new Binaries(BINARIES), nobody).kill();
        Folders.delete(settings.dataFolder());
      }
    } catch (IOException | InterruptedException e) {
      Assertions.fail(e);
    }
    return settings;
  }

  static EmbeddedPostgresSettings existing(Path folder) {
    try {
      Files.createDirectories(BINARIES);
      Files.createDirectories(PARENT);
    } catch (IOException e) {
      Assertions.fail(e);
    }
    return EmbeddedPostgresSettings.in(folder)
        .withBinariesFolder(BINARIES)
        .withSharedBuffersMegabytes(SHARED_BUFFERS_MEGABYTES);
  }

  /** How long anything here may take on a busy machine. */
  static Duration patience() {
    return Duration.ofSeconds(60);
  }
}
