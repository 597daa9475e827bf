package dev.trestle.semantics.hl7v2;

import java.util.Locale;

/** Writes text so that it can stand between separators (HL7 v2.5.1 §2.7). */
final class Escaping {
  private Escaping() {}

  /**
   * Escapes separators, line breaks and control characters. In a message that has no escape
   * character they become blanks: the structure is worth more than a character that the receiver
   * could not have understood.
   */
  static String escape(String value, Delimiters delimiters) {
    if (value.equals("\"\"") && delimiters.escape() != 0) {
      // Two quotes as text, not as a deletion.
      return hexadecimal('"', delimiters) + hexadecimal('"', delimiters);
    }
    StringBuilder text = null;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      char name = name(c, delimiters);
      if (name == 0) {
        if (text != null) {
          text.append(c);
        }
        continue;
      }
      text = text == null ? new StringBuilder(value.length() + 16).append(value, 0, i) : text;
      append(text, c, name, delimiters);
    }
    return text == null ? value : text.toString();
  }

  /** The letter of a character's escape sequence, X for a control character, 0 for none. */
  private static char name(char c, Delimiters delimiters) {
    if (c == 0) {
      return 'X';
    }
    if (c == delimiters.field()) {
      return 'F';
    }
    if (c == delimiters.component()) {
      return 'S';
    }
    if (c == delimiters.subcomponent()) {
      return 'T';
    }
    if (c == delimiters.repetition()) {
      return 'R';
    }
    if (c == delimiters.escape()) {
      return 'E';
    }
    if (c == delimiters.truncation()) {
      return 'P';
    }
    return c < 0x20 && c != Ascii.TAB ? 'X' : 0;
  }

  private static void append(StringBuilder text, char c, char name, Delimiters delimiters) {
    if (delimiters.escape() == 0) {
      text.append(' ');
    } else if (name == 'X') {
      text.append(hexadecimal(c, delimiters));
    } else {
      char escape = (char) (delimiters.escape() & 0xFF);
      text.append(escape).append(name).append(escape);
    }
  }

  private static String hexadecimal(char c, Delimiters delimiters) {
    char escape = (char) (delimiters.escape() & 0xFF);
    return String.format(Locale.ROOT, "%cX%02X%c", escape, (int) c, escape);
  }
}
