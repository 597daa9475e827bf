package dev.trestle.kernel.site;

/**
 * Patient numbers as a site lists them: those that begin with a text, or a range of numbers of one
 * length.
 *
 * @param authority canonical name of who assigned them, or empty for anybody
 * @param from first number, or the beginning when {@code to} is empty
 * @param to last number, as long as {@code from}; empty for a beginning
 */
public record NumberRange(String authority, String from, String to) {

  /** Whether a normalised number is one of these. */
  public boolean contains(String byAuthority, String number) {
    if (!authority.isEmpty() && !authority.equals(byAuthority)) {
      return false;
    }
    if (to.isEmpty()) {
      return number.startsWith(from);
    }
    return number.length() == from.length()
        && from.compareTo(number) <= 0
        && number.compareTo(to) <= 0;
  }
}
