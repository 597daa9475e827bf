package dev.trestle.identity.score;

import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.PeopleTable;

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

  static int level(PeopleTable table, int a, int b) {
    int street = street(table.street(a), table.street(b));
    boolean zips = !table.zip(a).isEmpty() && !table.zip(b).isEmpty();
    boolean cities = !table.city(a).isEmpty() && !table.city(b).isEmpty();
    boolean sameZip = zips && table.zip(a).equals(table.zip(b));
    boolean sameCity = cities && Texts.likeness(table.city(a), table.city(b)) >= ALIKE;
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
    boolean states = !table.state(a).isEmpty() && !table.state(b).isEmpty();
    if (zips && isArea(table.zip(a), table.zip(b))) {
      return ZIP_AREA;
    }
    if (states && table.state(a).equals(table.state(b))) {
      return STATE;
    }
    boolean streets = !table.street(a).isEmpty() && !table.street(b).isEmpty();
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
