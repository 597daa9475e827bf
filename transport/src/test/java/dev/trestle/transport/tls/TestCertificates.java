package dev.trestle.transport.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Key and certificate files for tests of TLS. */
public final class TestCertificates {
  private static final String PASSWORD = "test";

  private TestCertificates() {}

  /** One identity: its key file and what others trust it by. */
  public record Identity(KeyFile.Pkcs12 keyFile, Path pem, String fingerprint) {}

  /** Valid from yesterday for the given time, which may have passed. */
  public static Identity make(Path folder, String name, Duration validFor, List<String> hosts) {
    try {
      Instant from = Instant.now().minus(Duration.ofDays(1));
      SelfSignedCertificate made =
          SelfSignedCertificate.create(name, hosts, from, from.plus(validFor));
      Path store = folder.resolve(name + ".p12");
      Path pem = folder.resolve(name + ".pem");
      Files.write(store, made.toPkcs12("it", PASSWORD));
      Files.writeString(pem, SelfSignedCertificate.pem(made.certificate()));
      return new Identity(
          new KeyFile.Pkcs12(store, PASSWORD),
          pem,
          ClientCertificate.fingerprint(made.certificate()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
