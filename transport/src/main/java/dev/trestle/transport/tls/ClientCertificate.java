package dev.trestle.transport.tls;

import dev.trestle.kernel.site.ClientIdentity;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate a peer proved to own in the handshake.
 *
 * @param subject RFC 2253 text, for example {@code CN=lab-engine,O=Mercy}
 * @param fingerprint SHA-256 of the DER form, lower-case hex without colons
 * @param validUntil the end of its validity
 */
public record ClientCertificate(String subject, String fingerprint, Instant validUntil) {

  public static ClientCertificate of(X509Certificate certificate) {
    return new ClientCertificate(
        certificate.getSubjectX500Principal().getName(X500Principal.RFC2253),
        fingerprint(certificate),
        certificate.getNotAfter().toInstant());
  }

  /** Who it is, without dates. */
  public ClientIdentity identity() {
    return new ClientIdentity(subject, fingerprint);
  }

  /** SHA-256 of the DER form, lower-case hex. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 and DER are part of every JDK", e);
    }
  }
}
