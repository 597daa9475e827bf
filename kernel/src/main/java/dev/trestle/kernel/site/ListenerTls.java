package dev.trestle.kernel.site;

import org.jspecify.annotations.Nullable;

/**
 * How a listener speaks TLS.
 *
 * @param certificate its own certificate and chain, or null: the one Trestle made for itself
 * @param key the private key of that certificate
 * @param keyPassword reference to the password of an encrypted key
 * @param clientCertificates whether senders are asked for a certificate
 * @param trust certificates that those of senders must lead to
 */
public record ListenerTls(
    @Nullable PemReference certificate,
    @Nullable PemReference key,
    @Nullable String keyPassword,
    ClientCertificates clientCertificates,
    @Nullable PemReference trust) {
  /** The certificate that Trestle made for itself, and none asked of senders. */
  public static final ListenerTls OWN =
      new ListenerTls(null, null, null, ClientCertificates.NONE, null);

  /** Whether senders show a certificate. */
  public enum ClientCertificates {
    /** They are not asked. The default. */
    NONE,
    /** They are asked; without one they are taken for sources that want none. */
    OPTIONAL,
    /** Without a trusted one there is no connection. */
    REQUIRED
  }
}
