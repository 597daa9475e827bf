package dev.trestle.identity.golden;

/** Which values of a record somebody has verified. */
@FunctionalInterface
public interface Verified {
  /** None. */
  Verified NONE = (element, same) -> false;

  /**
   * Whether a value is verified.
   *
   * @param element of Patient
   * @param same what the value says, as {@link Golden.Choice#same}; patient data
   */
  boolean is(String element, String same);
}
