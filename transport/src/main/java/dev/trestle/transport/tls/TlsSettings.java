package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listener speaks TLS. Its own files are read when it starts and when it is told to read them
 * again.
 *
 * @param identity the listener's own key and chain
 * @param clientAuth whether peers are asked for a certificate
 * @param trusted PEM certificates (authorities, or the peers' own) that client certificates must
 *     lead to; needed unless {@code clientAuth} is {@link ClientAuth#NONE}
 * @param allowList who of the trusted may connect to this listener
 */
public record TlsSettings(
    KeyFile identity, ClientAuth clientAuth, @Nullable PemText trusted, ClientAllowList allowList) {

  /** TLS 1.0 and 1.1 are dead (RFC 8996). */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * Forward secrecy and authenticated encryption only: TLS 1.3 and what BCP 195 (RFC 9325 §4.2)
   * recommends for 1.2, which is also the list of IHE ATNA's BCP 195 option (ITI TF-2 §3.19.6.2.3).
   */
  public static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when client certificates are asked
   *     for and nothing says which are trusted, or when an allow-list could let in peers that never
   *     show a certificate
   */
  public TlsSettings {
    if (clientAuth != ClientAuth.NONE && trusted == null) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "Client certificates are asked for, but no file of trusted certificates is named.");
    }
    if (clientAuth == ClientAuth.NONE && !allowList.entries().isEmpty()) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "There is an allow-list, but client certificates are not asked for.");
    }
  }

  /** TLS without client certificates. */
  public static TlsSettings serverOnly(KeyFile identity) {
    return new TlsSettings(identity, ClientAuth.NONE, null, ClientAllowList.EVERY_TRUSTED);
  }
}
