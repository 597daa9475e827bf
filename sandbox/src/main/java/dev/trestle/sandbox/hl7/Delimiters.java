package dev.trestle.sandbox.hl7;

/**
 * The delimiters of a message (HL7 v2.5.1 §2.5.4).
 *
 * @param field MSH-1
 * @param component first character of MSH-2
 * @param repetition second character of MSH-2
 * @param escape third character of MSH-2
 * @param subcomponent fourth character of MSH-2
 */
public record Delimiters(
    char field, char component, char repetition, char escape, char subcomponent) {
  /** The recommended ones. */
  public static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&');

  /** MSH-2. */
  public String encodingCharacters() {
    return "" + component + repetition + escape + subcomponent;
  }

  /** Text with delimiters escaped (HL7 v2.5.1 §2.7.1). */
  public String escape(String text) {
    StringBuilder result = null;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      String code = code(letter);
      if (!code.isEmpty() && result == null) {
        result = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (result != null) {
        if (code.isEmpty()) {
          result.append(letter);
        } else {
          result.append(escape).append(code).append(escape);
        }
      }
    }
    return result == null ? text : result.toString();
  }

  private String code(char letter) {
    if (letter == field) {
      return "F";
    } else if (letter == component) {
      return "S";
    } else if (letter == repetition) {
      return "R";
    } else if (letter == escape) {
      return "E";
    }
    return letter == subcomponent ? "T" : "";
  }
}
