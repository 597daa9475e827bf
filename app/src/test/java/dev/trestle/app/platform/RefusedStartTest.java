package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.transport.mllp.SendResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code trestle up} where it cannot run: the exit code, a text that says the way out, no stack
 * trace, and the data as it was, so that the same start without the obstacle goes on with it.
 */
class RefusedStartTest {
  @TempDir private static Path folder = Path.of("");
  private static TestDatabase database;
  private static Path data;

  /** What a command said before it ended. */
  private record Ended(int exitCode, String err, String out) {}

  @BeforeAll
  static void oneMessageIsThere() {
    database = TestDatabase.create();
    data = folder.resolve("data");
    try (Platform platform = start()) {
      SendResult answer =
          Wire.send(platform.mllpPort("mllp"), platform.certificate(), Wire.admission("FIRST"));
      assertThat(answer).isInstanceOf(SendResult.Answered.class);
    }
  }

  @AfterAll
  static void withoutTheObstaclesItGoesOn() {
    try (Platform platform = start()) {
      SendResult answer =
          Wire.send(platform.mllpPort("mllp"), platform.certificate(), Wire.admission("NEXT"));
      assertThat(answer).isInstanceOf(SendResult.Answered.class);
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      Balance balance = platform.balance();
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.applied()).as(balance.line()).isEqualTo(2);
    }
    database.close();
  }

  @Test
  void aBrokenSiteIsRefusedWithFileLineAndWhatIsWrong() throws IOException {
    Path site = folder.resolve("site");
    Path mercy = Files.createDirectories(site.resolve("health-systems")).resolve("mercy.yaml");
    Files.writeString(
        site.resolve("site.yaml"),
        "listeners:\n  - name: feeds\n    port: 0\n    sources: [mercy/adt]\n    catch-all: mercy/adt\n");
    Files.writeString(mercy, "id: mercy\nzone: Amerika/Chicago\nsources:\n  - name: adt\n");
    refused(up("--site", site.toString()), 3, "mercy.yaml", "2", "America/Chicago");
    Files.writeString(mercy, "id: [mercy\n");
    refused(up("--site", site.toString()), 3, "mercy.yaml");
    refused(up("--site", folder.resolve("nowhere").toString()), 3, "nowhere", "folder");
  }

  @Test
  void argumentsThatMakeNoSenseAnswerTwo() {
    refused(up("--http-port", "many"), 2, "--http-port");
    refused(up("--zone", "Nowhere/Land"), 2, "--zone");
  }

  @Test
  void aDatabaseOfANewerReleaseIsRefusedAndLeftAsItIs() throws SQLException {
    sql(
        "insert into flyway_schema_history values (999, '2099.01.01.0000', 'later', 'SQL',"
            + " 'V2099_01_01_0000__later.sql', 1, 'trestle', now(), 1, true)");
    refused(up(), 3, "V2099_01_01_0000__later.sql", "version");
    sql("delete from flyway_schema_history where installed_rank = 999");
  }

  @Test
  void aDatabaseThatIsNotThereIsSaid() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    String url = "postgresql://user:hidden-word@127.0.0.1:" + nobody + "/trestle";
    Ended ended = run("up", "--data", data.toString(), "--database-url", url);
    refused(ended, 3, "database");
    assertThat(ended.err()).doesNotContain("hidden-word");
  }

  @Test
  void aTakenPortIsNamedWithTheOptionThatChangesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused(up("--http-port", port), 3, port, "--http-port");
      refused(up("--mllp-port", port), 3, port, "--mllp-port");
    }
  }

  @Test
  void aSecondProcessOnTheSameDataIsRefusedAndTheFirstGoesOn() throws Exception {
    Path own = folder.resolve("shared-data");
    try (Platform first =
        Platform.start(
            PlatformSettings.in(own, DefaultSite.on(0, true, ZoneOffset.UTC), 0), text -> {})) {
      Path log = folder.resolve("second.log");
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.trestle.app.Main",
                  "up",
                  "--data",
                  own.toString(),
                  "--http-port=0",
                  "--mllp-port=0")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
      refused(new Ended(second.exitValue(), Files.readString(log), ""), 3, "--data");
      SendResult answer =
          Wire.send(first.mllpPort("mllp"), first.certificate(), Wire.admission("STILL"));
      assertThat(answer).isInstanceOf(SendResult.Answered.class);
    }
  }

  @Test
  void aReadOnlyDataFolderIsRefused() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("read-only"));
    assumeTrue(mount("-t", "tmpfs", "-o", "ro", "trestle-test", disk.toString()), "no mount here");
    try {
      String text = disk.resolve("data").toString();
      refused(run("up", "--data", text, "--http-port=0", "--mllp-port=0"), 3, "--data", text);
      refused(
          run(
              "up",
              "--data",
              text,
              "--mllp-port=0",
              "--database-url",
              Wire.url(database.address())),
          3,
          text,
          "--data");
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  @Test
  void aWrongAMissingAndADamagedMasterKeyAreRefusedAndNoneIsMade() throws IOException {
    Path file = MasterKeyFile.defaultFor(data);
    String right = Files.readString(file);
    Files.delete(file);
    refused(up(), 3, file.toString(), "missing", "--master-key");
    assertThat(file).doesNotExist();
    Files.writeString(file, MasterKey.generate());
    refused(up(), 3, "key", "sealed with");
    Files.writeString(file, "not a key");
    Ended damaged = up();
    refused(damaged, 3, "key");
    assertThat(damaged.err()).doesNotContain("not a key");
    Files.writeString(file, right);
  }

  @Test
  void anExpiredIdentityIsReplacedAndTheOperatorIsTold() throws Exception {
    Certificates.Made expired = Certificates.make(folder, "server", "-10d", 5);
    Path tls = data.resolve("tls");
    Files.move(expired.store(), tls.resolve("server.p12"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(tls.resolve("server.password"), Certificates.PASSWORD);
    List<String> progress = new ArrayList<>();
    try (Platform platform = Platform.start(settings(), progress::add)) {
      assertThat(String.join("\n", progress))
          .contains("expired", platform.certificate().toString(), "senders");
    }
  }

  @Test
  void aReceiverWithAnExpiredCertificateGetsNothingAndTheSenderSaysWhy() throws Exception {
    Certificates.Made expired = Certificates.make(folder, "receiver", "-10d", 5);
    Path message = Files.writeString(folder.resolve("a01.hl7"), Wire.admission("EXPIRED"));
    try (SSLServerSocket receiver = receiver(expired)) {
      Thread accepting = new Thread(() -> accept(receiver));
      accepting.start();
      Ended ended =
          run(
              "send",
              message.toString(),
              "--to",
              "localhost:" + receiver.getLocalPort(),
              "--tls",
              "--trust",
              expired.pem().toString());
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.out())
          .contains("not sent 1", "certificate is not valid now", "validity dates");
    }
  }

  private static SSLServerSocket receiver(Certificates.Made made) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(Files.readAllBytes(made.store())),
        Certificates.PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, Certificates.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void accept(SSLServerSocket receiver) {
    try (var socket = receiver.accept()) {
      while (socket.getInputStream().read() >= 0) {
        // Until the sender goes.
      }
    } catch (IOException refused) {
      // What the test is about.
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static PlatformSettings settings() {
    return PlatformSettings.in(data, DefaultSite.on(0, true, ZoneOffset.UTC), 0)
        .withDatabaseUrl(Wire.url(database.address()));
  }

  private static Platform start() {
    return Platform.start(settings(), text -> {});
  }

  /** {@code up} on the data of this test, with options that come later and win. */
  private Ended up(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", data.toString(), "--database-url"));
    arguments.add(Wire.url(database.address()));
    List<String> given = List.of(options);
    for (String port : List.of("--http-port", "--mllp-port")) {
      if (!given.contains(port)) {
        arguments.addAll(List.of(port, "0"));
      }
    }
    arguments.addAll(given);
    return run(arguments.toArray(String[]::new));
  }

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintStream outside = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      int code =
          RootCommand.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(arguments);
      String log = logged.toString(StandardCharsets.UTF_8);
      return new Ended(code, err + log, out.toString());
    } finally {
      System.setErr(outside);
    }
  }

  private static void refused(Ended ended, int exitCode, String... says) {
    assertThat(ended.err())
        .contains(says)
        .doesNotContain("\tat ", "defect", "Exception", "APPLICATION FAILED");
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.out()).doesNotContain("ready: ");
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
