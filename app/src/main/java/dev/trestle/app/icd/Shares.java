package dev.trestle.app.icd;

/** Shares as people write them. */
final class Shares {
  private Shares() {}

  /** {@code 61 %}; never rounded to all or nothing. */
  static String of(long part, long all) {
    if (all == 0) {
      return "–";
    }
    if (part == 0 || part == all) {
      return part == 0 ? "0 %" : "100 %";
    }
    long percent = Math.round(part * 100.0 / all);
    if (percent == 0) {
      return "< 1 %";
    }
    return percent == 100 ? "> 99 %" : percent + " %";
  }

  /** {@code 61 % (610 of 1000)}. */
  static String withNumbers(long part, long all) {
    return of(part, all) + " (" + part + " of " + all + ")";
  }
}
