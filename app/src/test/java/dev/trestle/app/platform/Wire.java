package dev.trestle.app.platform;

import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What tests do to a port: exactly these bytes, with TLS or without. */
final class Wire {
  static final String START = "\u000B";
  static final String END = "\u001C\r";
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private Wire() {}

  /** A socket over TLS that trusts one certificate. */
  static Socket tls(int port, Path trusted) throws IOException, GeneralSecurityException {
    Socket socket =
        trusting(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return socket;
  }

  static Socket plain(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return socket;
  }

  static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "trestle", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Everything that comes until the other side closes, with or without a farewell. */
  static String readToEnd(Socket socket) {
    StringBuilder text = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        text.append((char) b);
      }
    } catch (IOException reset) {
      return text.toString();
    }
    return text.toString();
  }

  /** Sends one message as a hospital would. */
  static SendResult send(int port, Path trusted, String message) {
    try (MllpClient client =
        new MllpClient(MllpTarget.of("localhost", port, ClientTls.trusting(trusted)))) {
      return client.send(message.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** What {@code --database-url} takes. */
  static String url(DatabaseAddress address) {
    return address
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgresql://"
                + URLEncoder.encode(address.user(), StandardCharsets.UTF_8)
                + ":"
                + URLEncoder.encode(address.password(), StandardCharsets.UTF_8)
                + "@");
  }

  /** A good admission of a patient of its own. */
  static String admission(String controlId) {
    return "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|"
        + controlId
        + "|P|2.5.1\r"
        + "EVN|A01|20260101120000+0000\r"
        + "PID|1||"
        + controlId
        + "^^^HOSP^MR||PROOF^GOOD||19610203|F\r"
        + "PV1|1|I|||||||||||||||||V"
        + controlId
        + "^^^HOSP\r";
  }
}
