package dev.trestle.kernel.site;

import java.util.List;

/**
 * Who assigns an identifier.
 *
 * @param name canonical name within the health system, for example {@code MRN}
 * @param aliases what feeds call it: namespace (CX-4.1), OID or other universal id (CX-4.2),
 *     facility code (MSH-4)
 * @param system the FHIR {@code identifier.system} of its identifiers
 * @param shared whether several health systems use this one space of numbers
 * @param stripLeadingZeros whether {@code 00123} and {@code 123} are the same number; the original
 *     text is kept
 */
public record Authority(
    String name, List<String> aliases, String system, boolean shared, boolean stripLeadingZeros) {
  public Authority {
    aliases = List.copyOf(aliases);
  }

  /** The form of an identifier that is compared and hashed. */
  public String normalise(String value) {
    String trimmed = value.strip();
    if (!stripLeadingZeros) {
      return trimmed;
    }
    int zeros = 0;
    while (zeros < trimmed.length() - 1 && trimmed.charAt(zeros) == '0') {
      zeros++;
    }
    return trimmed.substring(zeros);
  }
}
