package dev.trestle.app.guide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The facts of a row of a segment map that names an element.
 *
 * @param map as {@code PID[Patient]}
 * @param field its number; 0 for the segment itself
 * @param target the element as the guide writes it
 * @param facts what else it says
 * @param line of the file, from 1
 */
public record GuideRow(String map, int field, String target, Facts facts, int line)
    implements GuideEntry {
  private static final int FINGERPRINT_DIGITS = 12;

  /**
   * What a row says of its element.
   *
   * @param condition in the guide's own grammar, or empty
   * @param table name of the vocabulary map, or empty
   * @param type name of the data type map, as {@code CX[Identifier]}, or empty
   * @param fixed a fixed value in quotes or a formula, or empty
   * @param v2Type data type of the field
   * @param fhirType data type of the element
   * @param repeats whether the field does
   */
  public record Facts(
      String condition,
      String table,
      String type,
      String fixed,
      String v2Type,
      String fhirType,
      boolean repeats) {}

  /** {@code PID}. */
  public String segment() {
    return map.substring(0, map.indexOf('['));
  }

  /** {@code PID-3}; of the segment itself {@code PID}. */
  public String fieldName() {
    return field == 0 ? segment() : segment() + "-" + field;
  }

  /** How a rule cites it: {@code PID[Patient] 3 identifier[2]}. */
  public String citation() {
    return map + " " + field + " " + target;
  }

  /** The same for rows that say the same: field, condition, element, table, type, fixed value. */
  public String fingerprint() {
    List<String> said =
        List.of(
            map,
            String.valueOf(field),
            target,
            facts.condition(),
            facts.table(),
            facts.type(),
            facts.fixed());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\u0000", said).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String at() {
    return fieldName();
  }

  @Override
  public List<Said> said() {
    return GuideEntry.ofElement(
        target, facts.condition(), facts.table(), facts.type(), facts.fixed());
  }
}
