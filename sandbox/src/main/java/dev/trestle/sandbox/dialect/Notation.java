package dev.trestle.sandbox.dialect;

import java.util.Set;

/**
 * How a feed writes what the standard leaves open.
 *
 * @param times with or without offset
 * @param identifiers what PID-3 holds
 * @param phones form of PID-13
 * @param narrative how many lines of text become OBX segments
 * @param codes which triplet holds what in OBX-3
 * @param traits what is odd besides
 */
public record Notation(
    Times times,
    Identifiers identifiers,
    Phones phones,
    Narrative narrative,
    Codes codes,
    Set<Trait> traits) {
  public Notation {
    traits = Set.copyOf(traits);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Something odd about a feed. */
  public enum Trait {
    /** The number of the visit stands in PID-18; PV1-19 is empty. */
    ACCOUNT_IN_PID18,
    /** OBX-4 is empty, also where an OBX-3 repeats. */
    NO_SUB_IDS,
    /** The record number loses its leading zeros. */
    STRIPS_ZEROS,
    /** MSH-9.3 is empty. */
    NO_STRUCTURE,
    /** Text of NTE has bare LF in it. */
    LINE_FEED_IN_NOTES,
    /** Text has typographic quotes and dashes. */
    TYPOGRAPHIC,
    /** Demographics are old: the name before marriage. */
    FORMER_NAMES
  }

  /** Form of a time. */
  public enum Times {
    /** {@code 20260105134500.250-0600}. */
    OFFSET,
    /** {@code 20260105134500}. */
    SECONDS,
    /** {@code 202601051345}. */
    MINUTES
  }

  /** What PID-3 holds. */
  public enum Identifiers {
    /** Record number, enterprise number and SSN with namespaces and types. */
    SEVERAL,
    /** {@code 41874^^^^MR}: no authority; MSH-4 says whose it is. */
    BARE,
    /** Record number with namespace and OID. */
    FULL
  }

  /** Form of PID-13. */
  public enum Phones {
    /** {@code (312)867-5309}, v2.3. */
    TEXT,
    /** {@code ^PRN^PH^^1^312^8675309}. */
    COMPONENTS
  }

  /** How many lines of text become OBX segments. */
  public enum Narrative {
    /** One OBX of type TX, a repetition for each line. */
    REPETITIONS,
    /** One OBX of type FT with {@code \.br\}. */
    BREAKS,
    /** One OBX for each line. */
    OBX_PER_LINE
  }

  /** OBX-3. */
  public enum Codes {
    /** LOINC first, the local code as alternate. */
    LOINC_FIRST,
    /** The local code first, LOINC as alternate. */
    LOCAL_FIRST,
    /** LOINC only. */
    LOINC_ONLY
  }
}
