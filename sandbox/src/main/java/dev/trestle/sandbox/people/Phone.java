package dev.trestle.sandbox.people;

/**
 * A telephone number of the North American plan. It looks valid on purpose (matching ignores the
 * fictional 555 numbers as placeholders); nobody calls it.
 */
public record Phone(String area, String exchange, String line) {

  /** {@code (312)867-5309}, the XTN-1 form of HL7 v2.3. */
  public String inParentheses() {
    return "(" + area + ")" + exchange + "-" + line;
  }

  public String digits() {
    return area + exchange + line;
  }

  public String local() {
    return exchange + line;
  }

  @Override
  public String toString() {
    return "Phone";
  }
}
