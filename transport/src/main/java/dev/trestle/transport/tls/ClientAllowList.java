package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which client certificates a listener or a source accepts, beyond being trusted. Trust says "this
 * authority knows them", the list says "they may send here".
 *
 * @param entries each a SHA-256 fingerprint (64 hex digits, colons and case do not matter) or a
 *     subject name ({@code CN=lab-engine,O=Mercy}, compared as RFC 2253 canonical names); an empty
 *     list lets every trusted certificate in
 */
public record ClientAllowList(List<String> entries) {
  /** Every trusted certificate. */
  public static final ClientAllowList EVERY_TRUSTED = new ClientAllowList(List.of());

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} for an entry that is neither
   */
  public ClientAllowList {
    entries = entries.stream().map(ClientAllowList::canonical).toList();
  }

  /** Whether this peer may send; no certificate is on no list. */
  public boolean permits(@Nullable ClientCertificate certificate) {
    if (entries.isEmpty()) {
      return true;
    }
    return certificate != null
        && (entries.contains(certificate.fingerprint())
            || entries.contains(canonical(certificate.subject())));
  }

  private static String canonical(String entry) {
    String plain = entry.replace(":", "").strip().toLowerCase(Locale.ROOT);
    if (FINGERPRINT.matcher(plain).matches()) {
      return plain;
    }
    try {
      return new X500Principal(entry).getName(X500Principal.CANONICAL);
    } catch (IllegalArgumentException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "The allow-list entry \""
              + entry
              + "\" is neither a SHA-256 fingerprint (64 hex digits) nor a subject name such as"
              + " \"CN=lab-engine,O=Mercy\".",
          e);
    }
  }
}
