package dev.trestle.kernel.statement;

/**
 * One name of a resource in the world of its health system.
 *
 * @param kind what the number is: {@code patient}, {@code visit}, {@code account}, {@code filler},
 *     {@code placer}, …
 * @param authority canonical authority; an authority private to a feed is written {@code
 *     feed:namespace}
 * @param value normalised value; patient data
 */
public record BusinessKey(String kind, String authority, String value) {
  /** The kind of a patient's record number. */
  public static final String PATIENT = "patient";

  @Override
  public String toString() {
    return "BusinessKey[" + kind + "]";
  }
}
