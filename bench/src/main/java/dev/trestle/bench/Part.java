package dev.trestle.bench;

import java.util.Locale;

/** What can be measured alone: {@code --only}. */
enum Part {
  TRANSLATION,
  FLOOR,
  INTAKE,
  END_TO_END,
  MIX,
  FRESHNESS,
  READS,
  STORAGE,
  START,
  /** Registers a million people: only when it is asked for. */
  MATCH,
  /** Fills the journal up with copies: only when it is asked for. */
  PAGES;

  /** As it is typed: {@code end-to-end}. */
  static Part of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it needs a platform that runs, and a warm one. */
  boolean needsPlatform() {
    return switch (this) {
      case INTAKE, END_TO_END, MIX, FRESHNESS, READS, MATCH -> true;
      case TRANSLATION, FLOOR, STORAGE, START, PAGES -> false;
    };
  }
}
