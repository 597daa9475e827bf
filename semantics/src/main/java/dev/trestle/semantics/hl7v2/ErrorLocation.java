package dev.trestle.semantics.hl7v2;

/**
 * A place in the analyst's notation ({@code PID-3[2].4.1}), taken apart for ERR. A part that is not
 * named is empty.
 *
 * @param segment segment name
 * @param ordinal position among the segments of this name, 1 unless it says more
 * @param field field number
 * @param repetition repetition of the field
 * @param component component number
 * @param subcomponent subcomponent number
 */
record ErrorLocation(
    String segment,
    String ordinal,
    String field,
    String repetition,
    String component,
    String subcomponent) {

  /** Reads a location; all parts are empty when it is none. */
  static ErrorLocation of(String location) {
    if (location.length() < 3) {
      return new ErrorLocation("", "", "", "", "", "");
    }
    int dash = location.indexOf('-');
    String head = dash < 0 ? location : location.substring(0, dash);
    String[] tail = (dash < 0 ? "" : location.substring(dash + 1)).split("\\.", -1);
    String repetition = bracket(tail[0]);
    boolean named = !tail[0].isEmpty();
    return new ErrorLocation(
        digitsAside(head),
        bracket(head).isEmpty() ? "1" : bracket(head),
        digitsAside(tail[0]),
        named && repetition.isEmpty() ? "1" : repetition,
        tail.length > 1 ? tail[1] : "",
        tail.length > 2 ? tail[2] : "");
  }

  private static String digitsAside(String text) {
    int open = text.indexOf('[');
    return open < 0 ? text : text.substring(0, open);
  }

  private static String bracket(String text) {
    int open = text.indexOf('[');
    int close = text.indexOf(']');
    return open >= 0 && close > open ? text.substring(open + 1, close) : "";
  }
}
