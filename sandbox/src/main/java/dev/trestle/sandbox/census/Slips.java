package dev.trestle.sandbox.census;

import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;

/** What hands do wrong when they type. */
final class Slips {
  private static final int MONTHS = 12;

  /** A neighbour of each letter on a keyboard, A to Z. */
  private static final String BESIDE = "SVXSWDFGUHJKNBIOAEARYCQZTX";

  private Slips() {}

  /** One letter is another, twice there, missing, or has changed places with its neighbour. */
  static String word(String text, Draw draw) {
    if (text.length() < 3) {
      return text;
    }
    int at = draw.between(1, text.length() - 2);
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    char letter = text.charAt(at);
    return switch (draw.below(4)) {
      case 0 -> before + neighbour(letter) + after;
      case 1 -> before + letter + letter + after;
      case 2 -> before + after;
      default -> before + text.charAt(at + 1) + letter + text.substring(at + 2);
    };
  }

  private static char neighbour(char letter) {
    char upper = Character.toUpperCase(letter);
    if (upper < 'A' || upper > 'Z') {
      return 'E';
    }
    char other = BESIDE.charAt(upper - 'A');
    return Character.isUpperCase(letter) ? other : Character.toLowerCase(other);
  }

  /** One digit is another; signs between them stay. */
  static String digit(String text, Draw draw) {
    int at = draw.below(text.length());
    for (int i = 0; i < text.length() && !Character.isDigit(text.charAt(at)); i++) {
      at = (at + 1) % text.length();
    }
    char digit = (char) ('0' + (text.charAt(at) - '0' + draw.between(1, 9)) % 10);
    return text.substring(0, at) + digit + text.substring(at + 1);
  }

  /** Day and month exchanged where that is a date, a day beside, a wrong month, a wrong year. */
  static LocalDate date(LocalDate date, Draw draw) {
    int day = date.getDayOfMonth();
    double kind = draw.fraction();
    if (kind < 0.4 && day <= MONTHS && day != date.getMonthValue()) {
      return LocalDate.of(date.getYear(), day, date.getMonthValue());
    }
    if (kind < 0.6) {
      return date.minusDays(draw.chance(0.5) ? 1 : 10);
    }
    if (kind < 0.75) {
      return date.plusMonths(1);
    }
    return date.minusYears(draw.pick(java.util.List.of(1, 2, 9, 10)));
  }
}
