package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
  private static EmbeddedPostgresSettings settings;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() {
    settings = TestFolder.fresh("folder with 'quotes' and \\ spaces");
    server = EmbeddedPostgres.start(settings);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void itIsDurableCheckedAndSortsWithoutTheMachinesLibrary() throws SQLException {
    assertThat(show("fsync")).isEqualTo("on");
    assertThat(show("full_page_writes")).isEqualTo("on");
    assertThat(show("synchronous_commit")).isEqualTo("on");
    assertThat(show("data_checksums")).isEqualTo("on");
    String locale =
        "SELECT datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)"
            + " FROM pg_database WHERE datname = current_database()";
    assertThat(Admin.value(server.address(), locale)).isEqualTo("b C.UTF-8 UTF8");
  }

  @Test
  void theApplicationIsNoSuperuserAndOwnsItsDatabase() throws SQLException {
    String rights =
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
            + " FROM pg_roles WHERE rolname = current_user";
    assertThat(Admin.value(server.address(), rights)).isEqualTo("f");
    Admin.execute(server.address(), "CREATE TABLE owned (id int)");
    Admin.execute(server.address(), "DROP TABLE owned");
  }

  @Test
  void noLocalUserIsTrusted() {
    for (String user : List.of(Cluster.ADMINISTRATOR, ClusterStore.APPLICATION)) {
      DatabaseAddress wrong = new DatabaseAddress(server.address().jdbcUrl(), user, "wrong");
      assertThatThrownBy(() -> Admin.value(wrong, "SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  @Test
  void itListensOnLoopbackOnlyAndNotInAFolder() throws SQLException {
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show("unix_socket_directories")).isEmpty();
  }

  @Test
  void itsProcessesAreNotRootAndHaveASessionOfTheirOwn() throws IOException {
    List<ProcessHandle> processes = server.processes().all();
    assertThat(processes).hasSizeGreaterThan(3);
    String postmaster = Long.toString(server.processes().postmaster().orElseThrow().pid());
    assertThat(status(postmaster, "Uid:")).doesNotContain("\t0");
    assertThat(status(postmaster, "NSsid:").strip()).isEqualTo(postmaster);
    assertThat(status(postmaster, "CapEff:").strip()).matches("0+");
    String limits = Files.readString(Path.of("/proc", postmaster, "limits"));
    assertThat(limits).containsPattern("Max core file size +0 +0");
  }

  @Test
  void passwordsAndDataAreForTheOwnerOnly() throws IOException {
    DataFolder data = new DataFolder(settings.dataFolder());
    assertThat(permissions(data.passwords())).isEqualTo("rw-------");
    assertThat(permissions(data.lock())).isEqualTo("rw-------");
    assertThat(permissions(data.postgres())).isEqualTo("rwx------");
    assertThat(permissions(data.cluster())).isEqualTo("rwx------");
    try (Stream<Path> logs = Files.list(data.logs())) {
      assertThat(logs)
          .isNotEmpty()
          .allSatisfy(l -> assertThat(permissions(l)).isEqualTo("rw-------"));
    }
  }

  @Test
  void nothingThatAClientSentIsInTheLogs() throws SQLException, IOException {
    Admin.execute(server.address(), "CREATE TABLE patients (name text PRIMARY KEY)");
    Admin.execute(server.address(), "INSERT INTO patients VALUES ('Zebrafish')");
    for (String failing :
        List.of(
            "INSERT INTO patients VALUES ('Zebrafish')",
            "SELECT 'Zebrafish'::int",
            "SELECT nothing FROM patients WHERE name = 'Zebrafish'",
            "DO $$ BEGIN RAISE WARNING 'Zebrafish'; RAISE 'Zebrafish'; END $$")) {
      assertThatThrownBy(() -> Admin.execute(server.address(), failing))
          .isInstanceOf(SQLException.class);
    }
    DataFolder data = new DataFolder(settings.dataFolder());
    try (Stream<Path> logs = Files.list(data.logs())) {
      assertThat(logs)
          .isNotEmpty()
          .allSatisfy(log -> assertThat(text(log)).doesNotContain("Zebrafish"));
    }
    assertThat(text(data.startLog())).doesNotContain("Zebrafish");
  }

  @Test
  void aSecondStartInTheSameProcessIsRefusedAndDoesNotLoosenTheLock() {
    for (int attempt = 0; attempt < 2; attempt++) {
      refused(ProblemCode.DATA_LOCKED, () -> EmbeddedPostgres.start(settings));
    }
  }

  private static void refused(ProblemCode code, ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(TrestleException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String show(String setting) throws SQLException {
    return Admin.value(server.administration(), "SHOW " + setting);
  }

  private static String status(String process, String line) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
        .filter(text -> text.startsWith(line))
        .map(text -> text.substring(line.length()))
        .findFirst()
        .orElseThrow();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String text(Path path) throws IOException {
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
