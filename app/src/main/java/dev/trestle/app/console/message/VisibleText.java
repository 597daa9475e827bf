package dev.trestle.app.console.message;

import dev.trestle.semantics.hl7v2.Hl7Message;

/** Bytes of a message as text in which nothing is invisible. */
final class VisibleText {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7F;
  private static final int DELETE_PICTURE = 0x2421;

  private VisibleText() {}

  /** Text in the message's character set; control characters as their pictures (U+2400 …). */
  static String of(Hl7Message message, int start, int length) {
    String text = new String(message.raw(), start, length, message.charset());
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' ') {
                visible.appendCodePoint(CONTROL_PICTURES + c);
              } else if (c == DELETE) {
                visible.appendCodePoint(DELETE_PICTURE);
              } else if (Character.getType(c) == Character.FORMAT) {
                visible.append(String.format("\u27E8U+%04X\u27E9", c)); // direction marks and kin
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }
}
