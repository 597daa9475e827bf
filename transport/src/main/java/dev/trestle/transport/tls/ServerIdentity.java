package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key and a self-signed certificate of our own, for a site that has none from an authority: so
 * that a listener speaks TLS from the first minute. Senders trust it by the PEM file.
 *
 * @param keyFile {@code server.p12}, readable by the owner only, its password in {@code
 *     server.password} beside it
 * @param certificateFile {@code server.pem}, for senders
 * @param fingerprint SHA-256 of the certificate, to compare by telephone
 * @param renewed whether it has just taken the place of one that had expired: every sender must be
 *     given the new certificate
 */
public record ServerIdentity(
    KeyFile.Pkcs12 keyFile,
    Path certificateFile,
    String fingerprint,
    Instant validUntil,
    boolean renewed) {
  private static final int PASSWORD_BYTES = 24;
  private static final String ALIAS = "server";

  /**
   * The identity in this folder; made anew when there is none or it has expired.
   *
   * @param names host names and addresses by which senders reach this machine, beyond {@code
   *     localhost}, 127.0.0.1, ::1 and the host's own name
   * @throws TrestleException {@link ProblemCode#DATA_NOT_WRITABLE} when the folder cannot be used
   */
  public static ServerIdentity openOrCreate(Path folder, List<String> names) {
    try {
      ServerIdentity present = open(folder);
      return present != null ? present : create(folder, names);
    } catch (IOException | GeneralSecurityException e) {
      throw new TrestleException(
          ProblemCode.DATA_NOT_WRITABLE,
          "The TLS identity in "
              + folder
              + " can neither be read nor made: "
              + e.getMessage()
              + ". "
              + ProblemCode.DATA_NOT_WRITABLE.advice(),
          e);
    }
  }

  private static @Nullable ServerIdentity open(Path folder)
      throws IOException, GeneralSecurityException {
    Path store = folder.resolve("server.p12");
    Path passwordFile = folder.resolve("server.password");
    if (!Files.exists(store) || !Files.exists(passwordFile)) {
      return null;
    }
    String password = Files.readString(passwordFile).strip();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), password.toCharArray());
    X509Certificate certificate = (X509Certificate) keys.getCertificate(ALIAS);
    try {
      certificate.checkValidity();
    } catch (CertificateException e) {
      return null;
    }
    return identity(folder, password, certificate, false);
  }

  private static ServerIdentity create(Path folder, List<String> names)
      throws IOException, GeneralSecurityException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    SelfSignedCertificate made = SelfSignedCertificate.forThisHost(names, Instant.now());
    Files.createDirectories(folder);
    boolean renewed = Files.exists(folder.resolve("server.p12"));
    byte[] store = made.toPkcs12(ALIAS, password);
    // The password first: a store without one is never left behind by a crash in between.
    PrivateFile.write(folder.resolve("server.password"), password + "\n");
    PrivateFile.write(folder.resolve("server.p12"), store);
    return identity(folder, password, made.certificate(), renewed);
  }

  private static ServerIdentity identity(
      Path folder, String password, X509Certificate certificate, boolean renewed)
      throws IOException, GeneralSecurityException {
    Path pem = folder.resolve("server.pem");
    String text = SelfSignedCertificate.pem(certificate);
    if (!Files.exists(pem) || !Files.readString(pem).equals(text)) {
      Files.writeString(pem, text);
    }
    return new ServerIdentity(
        new KeyFile.Pkcs12(folder.resolve("server.p12"), password),
        pem,
        ClientCertificate.fingerprint(certificate),
        certificate.getNotAfter().toInstant(),
        renewed);
  }
}
