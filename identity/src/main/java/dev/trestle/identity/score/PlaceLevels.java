package dev.trestle.identity.score;

import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.Place;

/** How two addresses relate. */
final class PlaceLevels {
  static final int EXACT = 0;
  static final int STREET_CLOSE = 1;
  static final int STREET_ONLY = 2;
  static final int PLACE = 3;
  static final int ZIP = 4;
  static final int CITY = 5;
  static final int ZIP_AREA = 6;
  static final int STATE = 7;
  static final int DIFFERENT = 8;

  private static final double ALIKE = 0.9;
  private static final int STREET_EDITS = 2;
  private static final int LONG_STREET = 7;
  private static final int AREA = 3;

  private PlaceLevels() {}

  static int level(Place a, Place b) {
    int street = street(a.street(), b.street());
    boolean zips = !a.zip().isEmpty() && !b.zip().isEmpty();
    boolean cities = !a.city().isEmpty() && !b.city().isEmpty();
    boolean sameZip = zips && a.zip().equals(b.zip());
    boolean sameCity = cities && Texts.likeness(a.city(), b.city()) >= ALIKE;
    if (street == EXACT && (sameZip || sameCity || (!zips && !cities))) {
      return EXACT;
    }
    if (street == STREET_CLOSE && (sameZip || sameCity)) {
      return STREET_CLOSE;
    }
    if (street != DIFFERENT) {
      return STREET_ONLY;
    }
    if (sameZip || sameCity) {
      return sameZip && sameCity ? PLACE : sameZip ? ZIP : CITY;
    }
    boolean states = !a.state().isEmpty() && !b.state().isEmpty();
    if (zips && isArea(a.zip(), b.zip())) {
      return ZIP_AREA;
    }
    if (states && a.state().equals(b.state())) {
      return STATE;
    }
    boolean streets = !a.street().isEmpty() && !b.street().isEmpty();
    return zips || cities || states || streets ? DIFFERENT : Pairing.NOTHING;
  }

  private static int street(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return DIFFERENT;
    }
    if (a.equals(b)) {
      return EXACT;
    }
    boolean isClose =
        Texts.likeness(a, b) >= ALIKE
            || (Math.min(a.length(), b.length()) >= LONG_STREET
                && Texts.edits(a, b, STREET_EDITS) <= STREET_EDITS);
    return isClose ? STREET_CLOSE : DIFFERENT;
  }

  /**
   * The same region, or a typo. Codes with letters end in three signs for the street (SW1A 1AA).
   */
  private static boolean isArea(String a, String b) {
    if (Texts.isOneEdit(a, b)) {
      return true;
    }
    int end = isNumber(a) ? AREA : a.length() - AREA;
    return end > 1
        && b.length() >= end
        && (isNumber(b) ? AREA : b.length() - AREA) == end
        && a.regionMatches(0, b, 0, end);
  }

  private static boolean isNumber(String zip) {
    char last = zip.charAt(zip.length() - 1);
    return last >= '0' && last <= '9';
  }
}
