package dev.trestle.sandbox.people;

/**
 * Insurance of a household: members share the number, as member ids often are family-wide.
 *
 * @param payerId short code
 * @param payerName name of the payer
 * @param memberId number of the family
 */
public record Coverage(String payerId, String payerName, String memberId) {
  @Override
  public String toString() {
    return "Coverage[" + payerId + "]";
  }
}
