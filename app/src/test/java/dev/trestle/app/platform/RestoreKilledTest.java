package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed leaves a folder that nobody can take for restored data. */
class RestoreKilledTest {
  /** The machine may be so quick that a restore finishes before the kill reaches it. */
  private static final int ATTEMPTS = 10;

  @TempDir private Path folder = Path.of("");

  @Test
  void aRestoreKilledHalfWayLeavesAFolderThatDoesNotStart() throws Exception {
    Path data = folder.resolve("data");
    Path backup = folder.resolve("one.backup");
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      assertThat(platform.balance().closes()).isTrue();
      assertThat(
              RootCommand.commandLine()
                  .execute("backup", backup.toString(), "--data", data.toString()))
          .isZero();
    }
    Path killed = killedRestore(backup, PlatformSettings.masterKeyOf(data));

    assertUnfinished(
        () ->
            Platform.start(
                    PlatformSettings.in(killed, DefaultSite.on(0, false, ZoneOffset.UTC), 0),
                    text -> {})
                .close());
    assertUnfinished(
        () ->
            new DataRestore(
                    backup,
                    killed,
                    Optional.of(PlatformSettings.masterKeyOf(data)),
                    Optional.empty(),
                    text -> {})
                .run());
    // Even without the mark in the folder, the database says it.
    Files.delete(RestoreMark.in(killed).file());
    assertUnfinished(
        () ->
            Platform.start(
                    PlatformSettings.in(killed, DefaultSite.on(0, false, ZoneOffset.UTC), 0),
                    text -> {})
                .close());
  }

  private static void assertUnfinished(Runnable start) {
    assertThatThrownBy(start::run)
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.RESTORE_UNFINISHED));
  }

  private Path killedRestore(Path backup, Path key) throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Path copy = folder.resolve("copy" + attempt);
      Files.copy(key, PlatformSettings.masterKeyOf(copy));
      Process process = restore(backup, copy);
      try (BufferedReader output = process.inputReader()) {
        String line = output.readLine();
        while (line != null && !line.startsWith("restored ")) {
          line = output.readLine();
        }
        process.destroyForcibly();
        process.waitFor();
      }
      if (Files.exists(RestoreMark.in(copy).file())) {
        return copy;
      }
    }
    throw new IllegalStateException("no restore could be killed in the middle");
  }

  private static Process restore(Path backup, Path copy) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.trestle.app.Main",
            "restore",
            backup.toString(),
            "--data",
            copy.toString())
        .redirectErrorStream(true)
        .start();
  }
}
