package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.SiteText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import dev.trestle.transport.tls.ServerIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real TLS: a certificate takes part in finding the source, and can change at run time. */
class ClientCertificatesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aSenderSpeaksOnlyAsASourceThatItsCertificateIsListedFor() throws Exception {
    ServerIdentity mercy = ServerIdentity.openOrCreate(folder.resolve("mercy"), List.of());
    ServerIdentity lakeside = ServerIdentity.openOrCreate(folder.resolve("lakeside"), List.of());
    ServerIdentity stranger = ServerIdentity.openOrCreate(folder.resolve("stranger"), List.of());
    int port = Sites.freePort();
    List<SiteText> open = site(port, "client-certificates: optional", mercy, lakeside);
    List<SiteText> closed = site(port, "client-certificates: required", mercy, lakeside);
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), new SiteChoice.Folder(Sites.version(open)), 0),
            text -> {})) {
      // Both say to be ADT: the certificate tells which of the two sources it is.
      assertThat(send(platform, port, mercy, "ADT", "C1")).isEqualTo("AA");
      assertThat(send(platform, port, lakeside, "ADT", "C2")).isEqualTo("AA");
      assertThat(bySource(platform)).containsExactly("mercy/adt 1", "mercy/lakeside 1");

      assertThat(send(platform, port, null, "ADT", "C3")).isEqualTo("no answer");
      assertThat(send(platform, port, null, "SOMEBODY", "C4")).isEqualTo("AA");
      assertThat(send(platform, port, stranger, "SOMEBODY", "C5")).isEqualTo("no answer");
      assertThat(bySource(platform))
          .as("an impostor is not heard as the catch-all either")
          .containsExactly("mercy/adt 1", "mercy/lakeside 1", "mercy/other 1");
      // They are written behind the connection that made them.
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(incidents(platform))
                      .contains(
                          ProblemCode.CLIENT_NOT_ALLOWED.number(),
                          ProblemCode.TLS_FAILED.number()));

      try (MllpClient anonymous = client(platform, port, null)) {
        assertThat(answer(anonymous, "SOMEBODY", "C6")).isEqualTo("AA");
        platform.sites().activate(closed, "anna", "certificates are required now");
        assertThat(answer(anonymous, "SOMEBODY", "C7"))
            .as("a connection let in by the rules before is not kept")
            .isEqualTo("no answer");
      }
      assertThat(send(platform, port, mercy, "ADT", "C8")).isEqualTo("AA");
      Balance balance = platform.balance();
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.received()).isEqualTo(5);
    }
  }

  @Test
  void anOwnCertificateAndItsKeyAreReadFromWhereTheSiteSays() throws Exception {
    ServerIdentity own = ServerIdentity.openOrCreate(folder.resolve("own"), List.of());
    Path key = folder.resolve("server.key");
    Files.writeString(key, PemOf.key(own));
    int port = Sites.freePort();
    List<SiteText> texts =
        Sites.with(
            Sites.mercy(
                Sites.listener(
                    "feeds", port, "certificate: tls/server.pem\nkey: secret:file:" + key),
                "- {name: MRN}",
                ""),
            "tls/server.pem",
            Files.readString(own.certificateFile()));
    try (Platform platform =
            Platform.start(
                PlatformSettings.in(
                    folder.resolve("data"), new SiteChoice.Folder(Sites.version(texts)), 0),
                text -> {});
        MllpClient client =
            new MllpClient(
                MllpTarget.of("localhost", port, ClientTls.trusting(own.certificateFile())))) {
      assertThat(answer(client, "ADT", "K1")).isEqualTo("AA");
      assertThat(platform.sites().version(java.util.Optional.empty()).texts().toString())
          .doesNotContain("PRIVATE KEY");
    }
  }

  private List<SiteText> site(int port, String asked, ServerIdentity mercy, ServerIdentity lakeside)
      throws IOException {
    List<SiteText> texts =
        Sites.mercy(
            Sites.listener("feeds", port, asked + "\ntrust: tls/senders.pem")
                .replace("mercy/lab", "mercy/lakeside"),
            "- {name: MRN}",
            "certificates: ['" + mercy.fingerprint() + "']");
    List<SiteText> all = new ArrayList<>();
    for (SiteText text : texts) {
      all.add(
          new SiteText(
              text.path(),
              text.text()
                  .replace(
                      "  - name: other",
                      "  - name: lakeside\n    senders: [{application: ADT}]\n    certificates: ['"
                          + lakeside.fingerprint()
                          + "']\n  - name: other")));
    }
    return Sites.with(
        all,
        "tls/senders.pem",
        Files.readString(mercy.certificateFile()) + Files.readString(lakeside.certificateFile()));
  }

  private static String send(
      Platform platform, int port, @Nullable ServerIdentity identity, String as, String id) {
    try (MllpClient client = client(platform, port, identity)) {
      return answer(client, as, id);
    }
  }

  private static MllpClient client(Platform platform, int port, @Nullable ServerIdentity identity) {
    ClientTls tls =
        new ClientTls(platform.certificate(), identity == null ? null : identity.keyFile());
    return new MllpClient(MllpTarget.of("localhost", port, tls));
  }

  private static String answer(MllpClient client, String application, String id) {
    String text =
        "MSH|^~\\&|"
            + application
            + "|B|T|T|20260101120000||ADT^A08|"
            + id
            + "|P|2.5.1\rPID|1||9^^^HOSP^MR||CERTIFICATE^"
            + id
            + "\r";
    SendResult result = client.send(text.getBytes(StandardCharsets.US_ASCII));
    if (result instanceof SendResult.Answered answered) {
      String said = new String(answered.answer(), StandardCharsets.US_ASCII);
      return said.contains("MSA|AA|" + id) ? "AA" : said;
    }
    return "no answer";
  }

  private static List<String> bySource(Platform platform) throws SQLException {
    return rows(
        platform,
        """
        select s.name || ' ' || count(*) from journal j join source s on s.id = j.source
         group by s.name order by s.name
        """);
  }

  private static List<Integer> incidents(Platform platform) throws SQLException {
    return rows(platform, "select distinct code::text from intake_incident").stream()
        .map(Integer::valueOf)
        .toList();
  }

  private static List<String> rows(Platform platform, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }
}
