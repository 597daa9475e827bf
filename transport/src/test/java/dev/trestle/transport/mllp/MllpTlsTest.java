package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.tls.ClientAllowList;
import dev.trestle.transport.tls.ClientAuth;
import dev.trestle.transport.tls.ClientCertificate;
import dev.trestle.transport.tls.ClientTls;
import dev.trestle.transport.tls.KeyMaterial;
import dev.trestle.transport.tls.PemText;
import dev.trestle.transport.tls.TestCertificates;
import dev.trestle.transport.tls.TestCertificates.Identity;
import dev.trestle.transport.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS over real sockets. */
class MllpTlsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration EXPIRED = Duration.ofHours(1);

  @TempDir Path folder;
  private Identity server;
  private Identity client;
  private final RecordingHandler handler = new RecordingHandler();

  @BeforeEach
  void makeIdentities() {
    server = TestCertificates.make(folder, "server", YEAR, List.of("localhost", "127.0.0.1"));
    client = TestCertificates.make(folder, "lab-engine", YEAR, List.of());
  }

  @Test
  void tls13AndTls12AreSpoken() throws Exception {
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()))) {
      for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
        try (RawPeer peer = new RawPeer(secured(listener, protocol, null))) {
          assertThat(peer.write(frame("MSH|" + protocol)).readFrame())
              .isEqualTo("ACK MSH|" + protocol);
          assertThat(((SSLSocket) peer.socket()).getSession().getProtocol()).isEqualTo(protocol);
        }
      }
      assertThat(handler.peers).allMatch(Peer::tls);
    }
  }

  @Test
  void tls11IsRefusedAndRecorded() throws Exception {
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()))) {
      // The JDK's own client no longer speaks it: a TLS 1.1 hello by hand (RFC 4346 §7.4.1.2).
      byte[] hello = tls11Hello();
      try (RawPeer peer = RawPeer.connect(listener)) {
        peer.socket().getOutputStream().write(hello);
        assertThat(peer.socket().getInputStream().read()).isEqualTo(21); // an alert record
        await().until(() -> handler.incidents.size() == 1);
        assertThat(handler.incidentCodes()).containsExactly("tls-failed");
        assertThat(handler.incidents.get(0).firstBytes()).isEqualTo(hello);
      }
    }
  }

  @Test
  void plainTextOnATlsPortIsRecordedWithItsBytesAndNotInTheDetail() throws Exception {
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()));
        RawPeer peer = RawPeer.connect(listener)) {
      peer.write(frame("MSH|^~\\&|EVE^EVERYWOMAN"));
      assertThat(peer.isClosedByOther() || !handler.incidents.isEmpty()).isTrue();
      await().until(() -> handler.incidents.size() == 1);
      Incident incident = handler.incidents.get(0);
      assertThat(incident.code()).isEqualTo(ProblemCode.TLS_FAILED);
      assertThat(incident.detail()).isEqualTo("plain bytes on a TLS port");
      assertThat(RecordingHandler.text(incident.firstBytes())).contains("EVERYWOMAN");
    }
  }

  @Test
  void aProbeThatConnectsAndLeavesIsNoIncident() throws Exception {
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()))) {
      RawPeer.connect(listener).close();
      try (RawPeer peer = new RawPeer(secured(listener, "TLSv1.3", null))) {
        assertThat(peer.write(frame("a")).readFrame()).isEqualTo("ACK a");
      }
    }
    assertThat(handler.incidents).isEmpty();
  }

  @Test
  void aHandshakeThatNeverComesIsRecorded() throws Exception {
    MllpListenerSettings settings =
        settings(TlsSettings.serverOnly(server.keyFile()))
            .with(ListenerPatience.DEFAULT.withHandshake(Duration.ofMillis(100)));
    try (MllpServer listener = MllpServer.start(settings, handler);
        RawPeer peer = RawPeer.connect(listener)) {
      assertThat(peer.isClosedByOther()).isTrue();
      await().until(() -> handler.incidentCodes().equals(List.of("tls-failed")));
    }
  }

  @Test
  void aClientCertificateIsHandedOnWithItsFingerprint() throws Exception {
    try (MllpServer listener = start(asking(ClientAuth.REQUIRED));
        MllpClient sender = client(listener, client)) {
      assertThat(sender.send(RecordingHandler.bytes("a"))).isInstanceOf(SendResult.Answered.class);
      assertThat(handler.peers.get(0).clientCertificate())
          .isNotNull()
          .returns(client.fingerprint(), ClientCertificate::fingerprint)
          .returns("CN=lab-engine", ClientCertificate::subject);
    }
  }

  @Test
  void aClientWithoutACertificateIsLetInOnlyWhereItIsWantedAndNotRequired() throws Exception {
    try (MllpServer listener = start(asking(ClientAuth.WANTED));
        MllpClient sender = client(listener, null)) {
      assertThat(sender.send(RecordingHandler.bytes("a"))).isInstanceOf(SendResult.Answered.class);
      assertThat(handler.peers.get(0).clientCertificate()).isNull();
    }
    try (MllpServer listener = start(asking(ClientAuth.REQUIRED));
        MllpClient sender = client(listener, null)) {
      assertThat(sender.send(RecordingHandler.bytes("b")))
          .isNotInstanceOf(SendResult.Answered.class);
      await().until(() -> handler.incidentCodes().equals(List.of("tls-failed")));
      assertThat(handler.messages).containsExactly("a");
    }
  }

  @Test
  void anExpiredClientCertificateIsRefusedAlsoWhenItIsItselfTrusted() throws Exception {
    Identity expired = TestCertificates.make(folder, "old-engine", EXPIRED, List.of());
    TlsSettings trustingIt =
        new TlsSettings(
            server.keyFile(),
            ClientAuth.REQUIRED,
            PemText.read(expired.pem()),
            ClientAllowList.EVERY_TRUSTED);
    try (MllpServer listener = start(trustingIt);
        MllpClient sender = client(listener, expired)) {
      assertThat(sender.send(RecordingHandler.bytes("a")))
          .isNotInstanceOf(SendResult.Answered.class);
      await().until(() -> handler.incidents.size() == 1);
      assertThat(handler.incidents.get(0).code()).isEqualTo(ProblemCode.TLS_FAILED);
      assertThat(handler.incidents.get(0).detail()).contains("expired");
      assertThat(handler.messages).isEmpty();
    }
  }

  @Test
  void aCertificateWithATrustedNameAndAnotherKeyIsRefused() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Identity stranger = TestCertificates.make(elsewhere, "lab-engine", YEAR, List.of());
    try (MllpServer listener = start(asking(ClientAuth.WANTED));
        MllpClient sender = client(listener, stranger)) {
      assertThat(sender.send(RecordingHandler.bytes("a")))
          .isNotInstanceOf(SendResult.Answered.class);
      await().until(() -> handler.incidentCodes().equals(List.of("tls-failed")));
    }
  }

  @Test
  void theAllowListLetsInByFingerprintOrSubjectAndNobodyElse() throws Exception {
    String colons = client.fingerprint().toUpperCase(Locale.ROOT).replaceAll("..", "$0:");
    for (String entry : List.of(colons.substring(0, colons.length() - 1), "cn=Lab-Engine")) {
      try (MllpServer listener = start(allowing(entry));
          MllpClient sender = client(listener, client)) {
        assertThat(sender.send(RecordingHandler.bytes("a")))
            .isInstanceOf(SendResult.Answered.class);
      }
    }
    try (MllpServer listener = start(allowing("CN=other-engine"));
        MllpClient sender = client(listener, client)) {
      assertThat(sender.send(RecordingHandler.bytes("b")))
          .isNotInstanceOf(SendResult.Answered.class);
      await().until(() -> handler.incidentCodes().equals(List.of("client-not-allowed")));
      assertThat(handler.messages).containsExactly("a", "a");
    }
    assertThatThrownBy(() -> new ClientAllowList(List.of("abc")))
        .hasMessageContaining("neither a SHA-256 fingerprint");
  }

  @Test
  void theClientChecksTheServersNameTrustAndDates() throws Exception {
    Identity otherName = TestCertificates.make(folder, "other", YEAR, List.of("elsewhere.example"));
    Identity old = TestCertificates.make(folder, "old", EXPIRED, List.of("localhost"));
    Identity unknown = TestCertificates.make(folder, "unknown", YEAR, List.of("localhost"));
    for (Identity bad : List.of(otherName, old, unknown)) {
      Path trusted = bad.equals(unknown) ? server.pem() : bad.pem();
      try (MllpServer listener = start(TlsSettings.serverOnly(bad.keyFile()));
          MllpClient sender =
              new MllpClient(
                  MllpTarget.of("localhost", listener.port(), ClientTls.trusting(trusted)))) {
        assertThat(sender.send(RecordingHandler.bytes("a")))
            .isInstanceOfSatisfying(
                SendResult.NotSent.class,
                result -> assertThat(result.code()).isEqualTo(ProblemCode.TLS_FAILED));
      }
    }
    assertThat(handler.messages).isEmpty();
  }

  @Test
  void aRenewedCertificateServesNewConnectionsAndKeepsOpenOnes() throws Exception {
    Identity renewed = TestCertificates.make(folder, "renewed", YEAR, List.of("localhost"));
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()));
        MllpClient before = client(listener, null)) {
      assertThat(before.send(RecordingHandler.bytes("a"))).isInstanceOf(SendResult.Answered.class);
      listener.reloadCertificates(TlsSettings.serverOnly(renewed.keyFile()));
      assertThat(before.send(RecordingHandler.bytes("b"))).isInstanceOf(SendResult.Answered.class);
      try (MllpClient after =
          new MllpClient(
              MllpTarget.of("localhost", listener.port(), ClientTls.trusting(renewed.pem())))) {
        assertThat(after.send(RecordingHandler.bytes("c"))).isInstanceOf(SendResult.Answered.class);
      }
    }
  }

  @Test
  void aTlsPeerThatSaysNoMoreStillGetsItsAnswer() throws Exception {
    List<CompletableFuture<Optional<byte[]>>> open = new CopyOnWriteArrayList<>();
    RecordingHandler later = new RecordingHandler(message -> MllpServerTest.remember(open));
    try (MllpServer listener =
            MllpServer.start(settings(TlsSettings.serverOnly(server.keyFile())), later);
        RawPeer peer = new RawPeer(secured(listener, "TLSv1.3", null))) {
      peer.write(frame("a")).sayNoMore();
      await().until(() -> open.size() == 1);
      open.get(0).complete(Optional.of(RecordingHandler.bytes("A")));
      assertThat(peer.readFrame()).isEqualTo("A");
    }
  }

  @Test
  void aLargeMessageComesThroughTlsWhole() throws Exception {
    String large = "MSH|" + "0123456789".repeat(300_000);
    try (MllpServer listener = start(TlsSettings.serverOnly(server.keyFile()));
        MllpClient sender = client(listener, null)) {
      assertThat(sender.send(RecordingHandler.bytes("x".repeat(100_000))))
          .isInstanceOf(SendResult.Answered.class);
      sender.send(RecordingHandler.bytes(large));
      assertThat(handler.messages.get(1)).isEqualTo(large);
    }
  }

  @Test
  void plainTextIsRefusedOffLoopbackUnlessTheSiteSaysSo() {
    MllpListenerSettings open = MllpListenerSettings.of("adt", "0.0.0.0", 0, null);
    assertThatThrownBy(() -> MllpServer.start(open, handler))
        .hasMessageContaining("plain text")
        .hasFieldOrPropertyWithValue("code", ProblemCode.SITE_INVALID);
    MllpServer.start(open.allowingPlainText(), handler).close();
    MllpServer.start(MllpListenerSettings.of("adt", "localhost", 0, null), handler).close();
  }

  @Test
  void anUnreadableKeyFileIsNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "nothing");
    assertThatThrownBy(() -> KeyMaterial.trustManagers(broken))
        .hasMessageContaining("broken.pem")
        .hasFieldOrPropertyWithValue("code", ProblemCode.SITE_INVALID);
  }

  private MllpServer start(TlsSettings tls) {
    return MllpServer.start(settings(tls), handler);
  }

  private static MllpListenerSettings settings(TlsSettings tls) {
    return MllpListenerSettings.of("adt", "127.0.0.1", 0, tls);
  }

  private TlsSettings asking(ClientAuth auth) {
    return new TlsSettings(
        server.keyFile(), auth, PemText.read(client.pem()), ClientAllowList.EVERY_TRUSTED);
  }

  private TlsSettings allowing(String entry) {
    return new TlsSettings(
        server.keyFile(),
        ClientAuth.REQUIRED,
        PemText.read(client.pem()),
        new ClientAllowList(List.of(entry)));
  }

  private MllpClient client(MllpServer listener, @Nullable Identity identity) {
    ClientTls tls = new ClientTls(server.pem(), identity == null ? null : identity.keyFile());
    return new MllpClient(MllpTarget.of("localhost", listener.port(), tls));
  }

  private SSLSocket secured(MllpServer listener, String protocol, @Nullable Identity identity)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        identity == null ? null : KeyMaterial.keyManagers(identity.keyFile()).getKeyManagers(),
        KeyMaterial.trustManagers(server.pem()).getTrustManagers(),
        null);
    Socket tcp = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", 1, true);
    secured.setEnabledProtocols(new String[] {protocol});
    try {
      secured.startHandshake();
    } catch (SSLException e) {
      tcp.close();
      throw e;
    }
    return secured;
  }

  private static byte[] tls11Hello() {
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 4 + 2];
    int at = 0;
    for (int b : new int[] {22, 3, 1, 0, hello.length - 5, 1, 0, 0, hello.length - 9, 3, 2}) {
      hello[at++] = (byte) b;
    }
    at += 32; // random
    for (int b : new int[] {0, 0, 4, 0x00, 0x2F, 0xC0, 0x13, 1, 0}) {
      hello[at++] = (byte) b;
    }
    return hello;
  }
}
