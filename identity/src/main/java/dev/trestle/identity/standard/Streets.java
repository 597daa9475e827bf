package dev.trestle.identity.standard;

import java.util.Set;

/** Streets in one word, as the post abbreviates them (USPS Publication 28), without the unit. */
public final class Streets {
  private static final Set<String> UNITS =
      Set.of("APT", "UNIT", "SUITE", "STE", "ROOM", "RM", "FL", "FLOOR", "LOT");

  private Streets() {}

  /** Number and street; empty when there is none. */
  public static String street(String text) {
    StringBuilder street = new StringBuilder();
    for (String word : Latin.capitals(text).split("[^A-Z0-9]+")) {
      if (UNITS.contains(word)) {
        break;
      }
      street.append(
          switch (word) {
            case "STREET" -> "ST";
            case "AVENUE" -> "AVE";
            case "BOULEVARD" -> "BLVD";
            case "DRIVE" -> "DR";
            case "LANE" -> "LN";
            case "ROAD" -> "RD";
            case "COURT" -> "CT";
            case "PLACE" -> "PL";
            case "NORTH" -> "N";
            case "SOUTH" -> "S";
            case "EAST" -> "E";
            case "WEST" -> "W";
            default -> word;
          });
    }
    return street.toString();
  }
}
