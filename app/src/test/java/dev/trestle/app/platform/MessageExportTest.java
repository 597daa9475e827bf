package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.SiteText;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpFrames;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Messages of a feed leave as a file and come back to the byte. */
class MessageExportTest {
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";
  private static final int BIG = 1_500_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasExportedIsSentAgainByteForByte() throws Exception {
    try (Platform platform = start()) {
      Instant before = Instant.now();
      List<byte[]> sent = messages();
      send(platform, "feeds", sent);
      theLastAndAPeriodAreWhatTheySayAndTheAuditHasTheirNumber(platform, before, sent);
      Path file = folder.resolve("all.hl7");
      assertThat(run("export", "--source", "mercy/adt", "--last", "1000", "--output", file))
          .contains("written: " + file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(MllpFrames.split(Files.readAllBytes(file)).leftovers()).isEmpty();
      same(MllpFrames.split(Files.readAllBytes(file)).messages(), sent);

      String answer =
          trestle("send", file.toString(), "--to", "localhost:" + platform.mllpPort("again"));
      assertThat(answer).contains("sent " + sent.size() + " in");
      Path again = folder.resolve("again.hl7");
      run("export", "--source", "mercy/again", "--last", "1000", "--output", again);
      assertThat(Files.mismatch(file, again)).as("first byte that differs").isEqualTo(-1);
    }
  }

  @Test
  void theLastAndThoseOfOnePatientAreSentAgainToAReceiverInTheirOrder() throws Exception {
    try (Platform platform = start()) {
      List<byte[]> sent = messages();
      send(platform, "feeds", sent);
      Awaitility.await().until(() -> isIndexed(platform));
      String receiver = "localhost:" + platform.mllpPort("again");
      String ofOne =
          run("resend", "--source", "mercy/adt", "--patient", "P1^^^HOSP", "--to", receiver);
      assertThat(ofOne).contains("sent 2 in").contains("AA 2");
      assertThat(run("resend", "--source", "mercy/adt", "--last", "3", "--to", receiver))
          .contains("sent 3 in")
          .contains("AA 3");
      Path again = folder.resolve("again.hl7");
      run("export", "--source", "mercy/again", "--last", "100", "--output", again);
      int all = sent.size();
      same(
          MllpFrames.split(Files.readAllBytes(again)).messages(),
          List.of(
              sent.get(0),
              sent.get(all - 2),
              sent.get(all - 3),
              sent.get(all - 2),
              sent.get(all - 1)));
      Awaitility.await().until(() -> exports(platform, 0) == 3);

      Path file = folder.resolve("one.hl7");
      run("export", "--source", "mercy/adt", "--patient", "P5", "--output", file);
      same(MllpFrames.split(Files.readAllBytes(file)).messages(), List.of(sent.get(4)));
      assertThat(run("resend", "--source", "mercy/adt", "--patient", "P77", "--to", receiver))
          .contains("no message under this patient number")
          .contains("NUMBER^^^AUTHORITY");
      assertThat(run("resend", "--source", "mercy/adt", "--last", "1", "--to", "nowhere"))
          .contains("--to takes HOST:PORT");
      assertThat(run("resend", "--source", "mercy/adt", "--last", "1", "--to", "localhost:1"))
          .contains("not sent 1");
      aMessageThatDoesNotOpenBreaksTheExportAndIsNeverLeftOut(platform);
    }
  }

  private void theLastAndAPeriodAreWhatTheySayAndTheAuditHasTheirNumber(
      Platform platform, Instant before, List<byte[]> sent) throws Exception {
    Path last = folder.resolve("last.hl7");
    run("export", "--source", "mercy/adt", "--last", "3", "--output", last);
    same(
        MllpFrames.split(Files.readAllBytes(last)).messages(),
        sent.subList(sent.size() - 3, sent.size()));
    Path period = folder.resolve("period.hl7");
    String from = before.minusSeconds(5).toString();
    String to = Instant.now().plusSeconds(3_600).toString();
    run("export", "--source", "mercy/adt", "--from", from, "--to", to, "--output", period);
    same(MllpFrames.split(Files.readAllBytes(period)).messages(), sent);
    assertThat(run("export", "--source", "mercy/adt", "--last", "1", "--output", last))
        .contains("is there already");
    assertThat(run("export", "--source", "mercy/nobody", "--last", "1", "--output", "x"))
        .contains("There is no source mercy/nobody; there are mercy/adt");
    assertThat(run("export", "--source", "mercy/adt", "--last", "100001", "--output", "x"))
        .contains("1 to 100000 messages");
    Awaitility.await().until(() -> exports(platform, 0) == 2);
  }

  private static void aMessageThatDoesNotOpenBreaksTheExportAndIsNeverLeftOut(Platform platform)
      throws Exception {
    send(platform, "feeds", List.of(big("B1"), fromAdt(bytes(Wire.admission("B2")))));
    TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
    FhirClient caller =
        new FhirClient(platform, tokens.create("anna", List.of(Role.STEWARD), Duration.ofDays(1)));
    Jdbi.create(platform.database())
        .useHandle(
            handle ->
                handle.execute(
                    "update journal set raw = '\\x00' where seq = (select seq from journal_head)"));
    assertThatThrownBy(() -> export(caller, 2)).isInstanceOf(IOException.class);
    HttpResponse<String> small = export(caller, 1);
    assertThat(small.statusCode()).as("nothing had left yet").isEqualTo(500);
    assertThat(small.body()).contains("ciphertext-invalid");
    Awaitility.await().until(() -> exports(platform, 8) == 2);
  }

  /** Messages are found by their patient once the index has come to the end of the journal. */
  private static boolean isIndexed(Platform platform) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle ->
                handle
                    .createQuery("select k.seq = j.seq from journal_key_head k, journal_head j")
                    .mapTo(boolean.class)
                    .one());
  }

  private static HttpResponse<String> export(FhirClient caller, int last) throws Exception {
    return caller.post(
        "/api/messages/export",
        "{\"source\": \"mercy/adt\", \"last\": " + last + ", \"reason\": \"test\"}",
        "application/json");
  }

  private static long exports(Platform platform, int outcome) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from audit_event"
                            + " where action = 'message-export' and outcome = :outcome")
                    .bind("outcome", outcome)
                    .mapTo(long.class)
                    .one());
  }

  /** Whatever a text file would change. */
  private static List<byte[]> messages() {
    String plain = Wire.admission("P1");
    List<byte[]> all = new ArrayList<>();
    all.add(bytes(plain));
    all.add(bytes(Wire.admission("P2").stripTrailing()));
    all.add(bytes(Wire.admission("P3").replace('\r', '\n')));
    all.add(bytes(Wire.admission("P4").replace("\r", "\r\n") + "\r\n\r\n"));
    all.add(bytes(Wire.admission("P5") + "NTE|1||MSHAPE\r\r\rNTE|2||FHS\r"));
    all.add(bytes(Wire.admission("P6").replace("GOOD", "M\u00fcller\u0000\u001c")));
    all.add(big("P7"));
    all.add(bytes(plain)); // a repeat
    all.add(bytes(Wire.admission("P8").replace("ADT^A01", "ZZZ^Z01")));
    return all.stream().map(MessageExportTest::fromAdt).toList();
  }

  private static byte[] fromAdt(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    return text.replaceFirst("\\|A\\|B\\|", "|ADT|B|").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] big(String id) {
    return fromAdt(bytes(Wire.admission(id) + "NTE|1||" + "x".repeat(BIG) + "\r"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void same(List<byte[]> these, List<byte[]> those) {
    assertThat(these).hasSameSizeAs(those);
    for (int i = 0; i < these.size(); i++) {
      assertThat(Arrays.mismatch(these.get(i), those.get(i))).as("message %d", i).isEqualTo(-1);
    }
  }

  private Platform start() {
    List<SiteText> site =
        Sites.mercy(
            Sites.listener("feeds", 0, "tls: false")
                + Sites.listener("again", 0, "tls: false")
                    .replace("sources: [mercy/adt, mercy/lab]", "sources: []")
                    .replace("catch-all: mercy/other", "catch-all: mercy/again"),
            MRN,
            "");
    List<SiteText> withAgain =
        site.stream()
            .map(
                file ->
                    file.path().startsWith("health-systems")
                        ? new SiteText(file.path(), file.text() + "  - name: again\n")
                        : file)
            .toList();
    return Platform.start(
        PlatformSettings.in(
            folder.resolve("data"), new SiteChoice.Folder(Sites.version(withAgain)), 0),
        text -> {});
  }

  private static void send(Platform platform, String listener, List<byte[]> messages) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort(listener), null);
    try (MllpClient client = new MllpClient(target)) {
      for (byte[] message : messages) {
        assertThat(client.send(message)).isInstanceOf(SendResult.Answered.class);
      }
    }
  }

  private String run(String command, Object... arguments) {
    return trestle(
        Stream.concat(
                Stream.of("messages", command, "--data", folder.resolve("data").toString()),
                Stream.concat(
                    Arrays.stream(arguments).map(String::valueOf),
                    Stream.of("--reason", "the vendor asks")))
            .toArray(String[]::new));
  }

  private static String trestle(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = RootCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out, true));
    line.execute(arguments);
    return out.toString();
  }
}
