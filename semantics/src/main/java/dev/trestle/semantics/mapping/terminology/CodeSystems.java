package dev.trestle.semantics.mapping.terminology;

import dev.trestle.semantics.fixed.FixedCoding;
import java.util.Map;
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

  /** Tables of HL7 v2 have numbers of their own: table 364 is {@code …12.364}. */
  private static final String TABLE_OID = "2.16.840.1.113883.12.";

  /** Numbers of the systems that FHIR R4 names otherwise (R4, Using Code Systems). */
  private static final Map<String, String> BY_OID =
      Map.of(
          "2.16.840.1.113883.6.1", "http://loinc.org",
          "2.16.840.1.113883.6.96", "http://snomed.info/sct",
          "2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10-cm",
          "2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10",
          "2.16.840.1.113883.6.103", "http://hl7.org/fhir/sid/icd-9-cm",
          "2.16.840.1.113883.6.88", "http://www.nlm.nih.gov/research/umls/rxnorm",
          "2.16.840.1.113883.6.69", "http://hl7.org/fhir/sid/ndc",
          "2.16.840.1.113883.12.292", "http://hl7.org/fhir/sid/cvx",
          "2.16.840.1.113883.6.12", "http://www.ama-assn.org/go/cpt",
          "2.16.840.1.113883.6.8", "http://unitsofmeasure.org");

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

  /** The Coding of a code that a table of HL7 v2 defines; null for any other. */
  public @Nullable FixedCoding defined(String uri, String code) {
    if (!uri.startsWith(HL7_TABLE)) {
      return null;
    }
    CodeTable.Target row = tableCodes.find(uri.substring(HL7_TABLE.length()) + "|" + code);
    return row != null && row.code().equals(code) ? FixedCoding.said(uri, row.code()) : null;
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

  /**
   * The URI of a coding system by its OID (CWE-14): of a table of HL7 v2 the one of that table, of
   * a system that FHIR names otherwise that name, else the OID as a URN; null when it is no OID.
   */
  public @Nullable String uriOfOid(String oid) {
    if (!isOid(oid)) {
      return null;
    }
    String known = BY_OID.get(oid);
    if (known != null) {
      return known;
    }
    if (oid.startsWith(TABLE_OID)) {
      String table = "0".repeat(Math.max(0, TABLE_DIGITS - (oid.length() - TABLE_OID.length())));
      table += oid.substring(TABLE_OID.length());
      return isTable(table) ? HL7_TABLE + table : "urn:oid:" + oid;
    }
    return "urn:oid:" + oid;
  }

  private static boolean isOid(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return text.length() > 2
        && text.charAt(0) <= '2'
        && text.charAt(1) == '.'
        && !text.endsWith(".")
        && !text.contains("..");
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
