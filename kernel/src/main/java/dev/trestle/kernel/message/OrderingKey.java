package dev.trestle.kernel.message;

/**
 * Something whose messages apply in the order received (DESIGN §3 Dispatch).
 *
 * @param kind what it is
 * @param scope the dispatch scope: the health system, or the shared authority
 * @param authority canonical authority of the number
 * @param value the normalised number; patient data
 */
public record OrderingKey(Kind kind, String scope, String authority, String value) {
  /** The kinds of keys. */
  public enum Kind {
    /** A patient identifier. Released at once when the message fails. */
    PATIENT,
    /**
     * A patient identifier of a merge or move: the same number as PATIENT, but it stays held when
     * the message fails.
     */
    MERGE,
    /** A visit or account. When the message fails, later events of the visit wait. */
    VISIT,
    /** A placer or filler order number. When the message fails, all about the order waits. */
    ORDER
  }

  @Override
  public String toString() {
    return "OrderingKey[" + kind + "]";
  }
}
