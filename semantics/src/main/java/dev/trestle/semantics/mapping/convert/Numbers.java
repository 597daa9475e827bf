package dev.trestle.semantics.mapping.convert;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers with their digits as sent: {@code 2.50} stays {@code 2.50}. */
final class Numbers {
  static final String UCUM = "http://unitsofmeasure.org";
  private static final int MAX_LENGTH = 40;

  private Numbers() {}

  /** Reads {@code [+-]digits[.digits]} (HL7 v2.5.1 §2.A.47); anything else is null. */
  static @Nullable BigDecimal read(String text) {
    String number = text.strip();
    int at = number.startsWith("+") || number.startsWith("-") ? 1 : 0;
    int digits = 0;
    int points = 0;
    for (int i = at; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else {
        return null;
      }
    }
    boolean readable = digits > 0 && points <= 1 && number.length() <= MAX_LENGTH;
    return readable ? new BigDecimal(number) : null;
  }
}
