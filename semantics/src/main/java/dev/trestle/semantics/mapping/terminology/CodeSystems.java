package dev.trestle.semantics.mapping.terminology;

import org.jspecify.annotations.Nullable;

/**
 * From the name of a coding system (CWE-3, HL7 table 0396) to its URI. How codes are written in
 * FHIR is {@link CodeForm}.
 */
public final class CodeSystems {
  /** The table of names. */
  public static final String TABLE = "code-systems";

  /** The table of codes that tables of HL7 v2 define. */
  public static final String TABLE_CODES = "hl7-table-codes";

  private static final String HL7_TABLE = "http://terminology.hl7.org/CodeSystem/v2-";
  private static final int TABLE_DIGITS = 4;

  private final CodeTable names;
  private final CodeTable tableCodes;

  /**
   * @param names of coding systems
   * @param tableCodes the codes that HL7 tables define, {@code 0007|A}; {@code 0005|*} for a table
   *     of which only a part is known
   */
  public CodeSystems(CodeTable names, CodeTable tableCodes) {
    this.names = names;
    this.tableCodes = tableCodes;
  }

  /**
   * Whether a code may stand under a system. A table of HL7 v2 has only the codes that it defines:
   * many are filled by each site, and a site's own code is no public one, whatever system the
   * message names.
   */
  public boolean holds(String uri, String code) {
    if (!uri.startsWith(HL7_TABLE)) {
      return true;
    }
    String table = uri.substring(HL7_TABLE.length());
    return !isTable(table)
        || tableCodes.find(table + "|" + code) != null
        || tableCodes.find(table + "|*") != null;
  }

  /**
   * The public URI of a coding system, or null for a local one ({@code L}, {@code 99…}) and for
   * names that are not known: those never become a public system.
   */
  public @Nullable String uri(String name) {
    CodeTable.Target known = names.find(name);
    if (known != null) {
      return known.code().isEmpty() ? null : known.code();
    }
    if (name.startsWith("HL7")) {
      String table = name.substring(3).strip();
      return isTable(table) ? HL7_TABLE + table : null;
    }
    return null;
  }

  private static boolean isTable(String text) {
    if (text.length() != TABLE_DIGITS) {
      return false;
    }
    for (int i = 0; i < TABLE_DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
