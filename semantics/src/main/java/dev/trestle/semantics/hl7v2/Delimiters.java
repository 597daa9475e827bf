package dev.trestle.semantics.hl7v2;

/**
 * The separators of one message, as MSH-1 and MSH-2 name them (HL7 v2.5.1 §2.5.4). A zero means
 * that the message has none of this kind.
 *
 * @param field MSH-1
 * @param component first character of MSH-2
 * @param repetition second
 * @param escape third
 * @param subcomponent fourth
 * @param truncation fifth (v2.7); not a separator
 */
public record Delimiters(
    byte field, byte component, byte repetition, byte escape, byte subcomponent, byte truncation) {
  /** {@code |^~\&}. */
  public static final Delimiters DEFAULT =
      new Delimiters((byte) '|', (byte) '^', (byte) '~', (byte) '\\', (byte) '&', (byte) 0);

  /** Never equal to a byte: what an absent separator is compared as. */
  static final int NONE = 1 << 16;

  int componentOrNone() {
    return component == 0 ? NONE : component;
  }

  int repetitionOrNone() {
    return repetition == 0 ? NONE : repetition;
  }

  int subcomponentOrNone() {
    return subcomponent == 0 ? NONE : subcomponent;
  }

  int escapeOrNone() {
    return escape == 0 ? NONE : escape;
  }

  /** MSH-2 as a message with these delimiters writes it; a blank stands for one it has not. */
  String encodingCharacters() {
    StringBuilder text = new StringBuilder(5);
    for (byte each : new byte[] {component, repetition, escape, subcomponent}) {
      text.append(each == 0 ? ' ' : (char) (each & 0xFF));
    }
    if (truncation != 0) {
      text.append((char) (truncation & 0xFF));
    }
    return text.toString();
  }

  /**
   * Reads MSH-2 literally up to the next field separator. Characters that are missing take their
   * usual value unless the message uses that for something else; a blank or NUL escape character
   * switches escaping off.
   *
   * @param start first byte of MSH-2
   * @param end byte after MSH-2
   */
  static Delimiters read(byte[] bytes, byte field, int start, int end) {
    byte[] found = new byte[5];
    byte[] usual = {'^', '~', '\\', '&', 0};
    int length = Math.min(end - start, 5);
    boolean escapeOmitted = length == 3 && bytes[start + 2] == '&';
    for (int i = 0; i < 5; i++) {
      int at = escapeOmitted && i == 3 ? 2 : i;
      boolean given = escapeOmitted ? i != 2 && i <= 3 : i < length;
      boolean usable = given && !isUnusable(bytes[start + at]);
      byte candidate = usable ? bytes[start + at] : usual[i];
      boolean blank = candidate == ' ' || candidate == 0;
      found[i] = blank || candidate == field || taken(found, i, candidate) ? 0 : candidate;
    }
    return new Delimiters(field, found[0], found[1], found[2], found[3], found[4]);
  }

  /** Whether MSH-2 is what the standard allows: four or five different printable characters. */
  static boolean usual(byte[] bytes, byte field, int start, int end) {
    int length = end - start;
    if (length < 4 || length > 5) {
      return false;
    }
    for (int at = start; at < end; at++) {
      if (isUnusable(bytes[at])) {
        return false;
      }
    }
    Delimiters read = read(bytes, field, start, end);
    return read.component != 0
        && read.repetition != 0
        && read.escape != 0
        && read.subcomponent != 0
        && (length == 4 || read.truncation != 0);
  }

  /** A letter or digit: the sender left MSH-2 out. A control character: it frames messages. */
  private static boolean isUnusable(byte b) {
    return Ascii.isLetterOrDigit(b) || (b > 0 && b < ' ');
  }

  private static boolean taken(byte[] found, int count, byte candidate) {
    for (int i = 0; i < count; i++) {
      if (found[i] == candidate) {
        return true;
      }
    }
    return false;
  }
}
