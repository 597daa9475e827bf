package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Started by root, PostgreSQL runs as somebody else; needs root to test, else skipped. */
class UnprivilegedTest {
  @BeforeEach
  void rootOnly() throws IOException {
    assumeTrue(Folders.owner(Path.of("/proc/self")) == RunAs.ROOT, "skipped: needs root");
  }

  @Test
  void theOwnerOfTheDataFolderRunsIt() throws IOException {
    EmbeddedPostgresSettings settings = TestFolder.fresh("owned");
    Files.createDirectories(settings.dataFolder());
    int somebody = Account.nobody().user();
    Folders.chown(settings.dataFolder(), somebody, somebody);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      long postmaster = server.processes().postmaster().orElseThrow().pid();
      assertThat(Folders.owner(Path.of("/proc", Long.toString(postmaster)))).isEqualTo(somebody);
    }
    // The owner is remembered by the cluster itself.
    Folders.chown(settings.dataFolder(), RunAs.ROOT, RunAs.ROOT);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      long postmaster = server.processes().postmaster().orElseThrow().pid();
      assertThat(Folders.owner(Path.of("/proc", Long.toString(postmaster)))).isEqualTo(somebody);
      Folders.chown(settings.dataFolder(), RunAs.ROOT, RunAs.ROOT);
    }
    aFolderThatItsOwnerCannotReachIsRefusedWithWhatToType(settings);
  }

  private static void aFolderThatItsOwnerCannotReachIsRefusedWithWhatToType(
      EmbeddedPostgresSettings settings) throws IOException {
    Files.setPosixFilePermissions(
        settings.dataFolder(), PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNPRIVILEGED_IMPOSSIBLE);
              assertThat(e).hasMessageContaining("chown -R").hasMessageContaining("runuser");
            });
  }

  @Test
  void aFolderThatNobodyElseCanReachWorksWithAWarningWhereTheMachineAllowsIt() throws Exception {
    assumeTrue(
        Command.run(List.of("unshare", "-U", "true"), Duration.ofSeconds(5)).ok(),
        "skipped: this machine does not allow user namespaces");
    EmbeddedPostgresSettings settings = TestFolder.fresh("private");
    Files.createDirectories(
        settings.dataFolder(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<DatabaseState> states = new CopyOnWriteArrayList<>();
    for (int run = 0; run < 2; run++) {
      states.clear();
      try (EmbeddedPostgres server = EmbeddedPostgres.start(settings, states::add)) {
        assertThat(Admin.value(server.address(), "SELECT 1")).isEqualTo("1");
        assertThat(states.get(0).text()).contains("ordinary user");
      }
    }
  }

  @Test
  void anOrdinaryUserRunsItAsItself() throws Exception {
    EmbeddedPostgresSettings settings = TestFolder.fresh("ordinary");
    Binaries.unpack(settings.binariesFolder());
    Account nobody = Account.nobody();
    Files.createDirectories(settings.dataFolder());
    Folders.chown(settings.dataFolder(), nobody.user(), nobody.group());
    Path output = settings.dataFolder().resolveSibling("ordinary.out");
    Files.deleteIfExists(output);
    Process trestle =
        ServerProcess.start(
            settings.dataFolder(), output, RunAs.setpriv(nobody).prefix(), readableClassPath());
    try {
      await().atMost(TestFolder.patience()).until(() -> ServerProcess.printed(output).size() > 10);
      DataFolder data = new DataFolder(settings.dataFolder());
      assertThat(Folders.owner(data.cluster())).isEqualTo(nobody.user());
      assertThat(Folders.owner(data.passwords())).isEqualTo(nobody.user());
    } finally {
      trestle.destroyForcibly().waitFor();
    }
    // Also the orphan of another user is stopped, and its cluster goes on as that user's.
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      assertThat(Integer.parseInt(Admin.value(server.address(), "SELECT count(*) FROM committed")))
          .isGreaterThanOrEqualTo(ServerProcess.printed(output).size());
    }
  }

  /** The jars may lie where only root can read them. */
  private static String readableClassPath() throws IOException {
    Path copies = Files.createDirectories(Path.of("target", "class-path").toAbsolutePath());
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path original = Path.of(entry);
      if (Files.isRegularFile(original)) {
        Path copy = copies.resolve(original.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        entries.add(copy.toString());
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
