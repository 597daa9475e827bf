package dev.trestle.sandbox.people;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Writes a name as a system with fewer letters does: letters it has are kept, others lose their
 * marks or become their usual plain form.
 */
public final class Letters {
  private static final String SPECIAL = "łŁđĐøØæÆœŒßơƠưƯ“”‘’–";
  private static final String[] PLAIN = {
    "l", "L", "d", "D", "o", "O", "ae", "AE", "oe", "OE", "ss", "o", "O", "u", "U", "\"", "\"", "'",
    "'", "-"
  };

  private Letters() {}

  /** The text in a character set. */
  public static String in(Charset charset, String text) {
    if (isAscii(text) || charset.equals(StandardCharsets.UTF_8)) {
      return text;
    }
    CharsetEncoder encoder = charset.newEncoder();
    if (encoder.canEncode(text)) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      result.append(encoder.canEncode(letter) ? String.valueOf(letter) : plain(letter, encoder));
    }
    return result.toString();
  }

  /** The text in plain letters. */
  public static String plain(String text) {
    return in(StandardCharsets.US_ASCII, text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static String plain(char letter, CharsetEncoder encoder) {
    int special = SPECIAL.indexOf(letter);
    if (special >= 0) {
      return PLAIN[special];
    }
    StringBuilder result = new StringBuilder();
    String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
    for (int i = 0; i < parts.length(); i++) {
      if (encoder.canEncode(parts.charAt(i))) {
        result.append(parts.charAt(i));
      }
    }
    return result.isEmpty() ? "?" : result.toString();
  }
}
