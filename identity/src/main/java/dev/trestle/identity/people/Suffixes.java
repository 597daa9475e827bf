package dev.trestle.identity.people;

/** Generational suffixes in one form; a degree is none. */
final class Suffixes {
  private Suffixes() {}

  static String of(String word) {
    return switch (word) {
      case "JR", "JUNIOR", "II", "2ND" -> "JR";
      case "SR", "SENIOR", "I", "1ST" -> "SR";
      case "III", "3RD" -> "III";
      case "IV", "4TH" -> "IV";
      case "V", "5TH" -> "V";
      default -> "";
    };
  }
}
