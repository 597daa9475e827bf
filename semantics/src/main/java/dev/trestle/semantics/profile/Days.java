package dev.trestle.semantics.profile;

/** Days as texts, {@code 2026-01-31}; empty for a day that is not known. */
final class Days {
  private Days() {}

  static String earlier(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  static String later(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
