package dev.trestle.transport.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a client speaks TLS. The name of the host it connects to must be in the server's certificate;
 * there is no setting against that.
 *
 * @param trusted PEM certificates that the server's must lead to; null: the authorities that the
 *     JDK trusts
 * @param identity the client's own certificate, for servers that ask for one
 */
public record ClientTls(@Nullable Path trusted, @Nullable KeyFile identity) {

  /** Trust in the certificates of one file, without a certificate of its own. */
  public static ClientTls trusting(Path pem) {
    return new ClientTls(pem, null);
  }
}
