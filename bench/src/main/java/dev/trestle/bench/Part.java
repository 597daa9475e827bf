package dev.trestle.bench;

import java.util.Locale;

/** What can be measured alone: {@code --only}. */
enum Part {
  FLOOR,
  INTAKE,
  END_TO_END,
  MIX,
  TRANSLATION;

  /** As it is typed: {@code end-to-end}. */
  static Part of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
