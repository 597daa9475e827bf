package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.CertificateList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which client certificates a listener accepts, beyond being trusted: what {@link CertificateList}
 * is for a source.
 */
public final class ClientAllowList {
  /** Every trusted certificate. */
  public static final ClientAllowList EVERY_TRUSTED = new ClientAllowList(List.of());

  private final CertificateList list;

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} for an entry that is neither a
   *     fingerprint nor a subject name
   */
  public ClientAllowList(List<String> entries) {
    try {
      list = new CertificateList(entries);
    } catch (IllegalArgumentException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID, "The allow-list entry " + e.getMessage() + ".", e);
    }
  }

  List<String> entries() {
    return list.entries();
  }

  /** Whether this peer may send; no certificate is on no list. */
  public boolean permits(@Nullable ClientCertificate certificate) {
    return list.permits(certificate == null ? null : certificate.identity());
  }
}
