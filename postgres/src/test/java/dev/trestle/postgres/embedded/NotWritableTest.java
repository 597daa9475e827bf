package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NotWritableTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    EmbeddedPostgresSettings settings = TestFolder.fresh("a-file");
    Files.deleteIfExists(settings.dataFolder());
    Files.writeString(settings.dataFolder(), "in the way");
    try {
      refused(() -> EmbeddedPostgres.start(settings));
    } finally {
      Files.delete(settings.dataFolder());
    }
  }

  @Test
  void aReadOnlyDiskIsRefused() throws IOException, InterruptedException {
    Path disk = Files.createDirectories(Path.of("target", "read-only-disk").toAbsolutePath());
    assumeTrue(
        Command.run(
                List.of("mount", "-t", "tmpfs", "-o", "ro", "trestle-test", disk.toString()), LIMIT)
            .ok(),
        "skipped: no read-only disk can be mounted here");
    try {
      refused(() -> EmbeddedPostgres.start(TestFolder.existing(disk)));
      refused(() -> EmbeddedPostgres.start(TestFolder.existing(disk.resolve("data"))));
    } finally {
      Command.run(List.of("umount", "-l", disk.toString()), LIMIT);
    }
  }

  private static void refused(ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.DATA_NOT_WRITABLE);
              assertThat(e).hasMessageContaining("--data");
            });
  }
}
