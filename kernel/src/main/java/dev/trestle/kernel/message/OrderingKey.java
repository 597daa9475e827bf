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
    PATIENT,
    VISIT,
    ORDER
  }

  @Override
  public String toString() {
    return "OrderingKey[" + kind + "]";
  }
}
