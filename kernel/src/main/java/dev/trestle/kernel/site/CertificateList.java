package dev.trestle.kernel.site;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates may speak as a source, beyond being trusted. Trust says "this authority knows
 * them", the list says "they may send here".
 *
 * @param entries each a SHA-256 fingerprint (64 hex digits, colons and case do not matter) or a
 *     subject name ({@code CN=lab-engine,O=Mercy}, compared as RFC 2253 canonical names); an empty
 *     list lets everybody in
 */
public record CertificateList(List<String> entries) {
  /** Everybody. */
  public static final CertificateList ANY = new CertificateList(List.of());

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException for an entry that is neither; the text is for the operator
   */
  public CertificateList {
    entries = entries.stream().map(CertificateList::canonical).toList();
  }

  /** Whether this sender may speak; no certificate is on no list. */
  public boolean permits(@Nullable ClientIdentity client) {
    if (entries.isEmpty()) {
      return true;
    }
    return client != null
        && (entries.contains(client.fingerprint())
            || entries.contains(canonical(client.subject())));
  }

  private static String canonical(String entry) {
    String plain = entry.replace(":", "").strip().toLowerCase(Locale.ROOT);
    if (FINGERPRINT.matcher(plain).matches()) {
      return plain;
    }
    try {
      return new X500Principal(entry).getName(X500Principal.CANONICAL);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + entry
              + "\" is neither a SHA-256 fingerprint (64 hex digits) nor a subject name such as"
              + " \"CN=lab-engine,O=Mercy\"",
          e);
    }
  }
}
