package dev.trestle.app.lineage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where every element of a version comes from, as it is shown. Patient data.
 *
 * @param type FHIR type
 * @param id logical id
 * @param version of the resource
 * @param lastUpdated when the version was made
 * @param madeBy journal entry that made the version
 * @param entries the entries that set or confirmed an element
 * @param elements in the order of the JSON
 */
public record VersionLineage(
    String type,
    String id,
    int version,
    Instant lastUpdated,
    long madeBy,
    List<Entry> entries,
    List<Element> elements) {
  public VersionLineage {
    entries = List.copyOf(entries);
    elements = List.copyOf(elements);
  }

  /**
   * An entry behind an element.
   *
   * @param messageType {@code ADT^A01}
   * @param mapping hash of the mapping that translated it, empty when not known
   * @param site version of the site that translated it, empty when not known
   * @param release of Trestle that translated it, empty when not known
   * @param bytesThere whether the message is still there
   * @param checkedUnder site version and release of the check, empty when there was none
   * @param trouble why there was none
   */
  public record Entry(
      long seq,
      String source,
      String messageType,
      Instant receivedAt,
      String mapping,
      String site,
      String release,
      boolean bytesThere,
      String checkedUnder,
      String trouble) {}

  /**
   * An element.
   *
   * @param path in the JSON, every array with an index
   * @param kind {@code message, rule, reference, list, label, trestle, untold}
   * @param by how it was made, one sentence
   * @param entry journal entry that set it, 0 for none
   * @param statementTime of the statement that set it
   * @param level authority of that statement
   * @param confirmedBy the last entry that said the same, 0 when it is {@code entry}
   * @param confirmedTime statement time of that
   * @param rule id; {@code rule 17 of mapping …} when the mapping is of another release
   * @param layers of the mapping that wrote the rule
   * @param place file and line of the rule
   * @param mapping hash of the mapping the rule is of
   * @param row of the code table that gave the value
   * @param leaf the bytes it was made of
   * @param check what translating again says
   */
  public record Element(
      String path,
      JsonNode value,
      String kind,
      String by,
      long entry,
      @Nullable Instant statementTime,
      int level,
      long confirmedBy,
      @Nullable Instant confirmedTime,
      String rule,
      List<String> layers,
      String place,
      String mapping,
      @Nullable Row row,
      @Nullable Leaf leaf,
      Check check) {
    @Override
    public String toString() {
      return "Element[" + path + ", " + kind + "]";
    }
  }

  /** A row of a code table, and where it was written. */
  public record Row(String table, String key, String layer, String place) {}

  /**
   * Bytes of a message.
   *
   * @param location {@code PID-5.1}
   * @param offset first byte
   * @param length bytes
   * @param transcoded whether offset and length count in the message in UTF-8 instead of as sent
   * @param text the text there, escapes resolved; null when the bytes are gone
   */
  public record Leaf(
      String location, int offset, int length, boolean transcoded, @Nullable String text) {
    @Override
    public String toString() {
      return "Leaf[" + location + "]";
    }
  }

  /**
   * What translating again says.
   *
   * @param result {@code confirmed}, {@code differs}, {@code not-checked}
   * @param note what differs, or why it was not checked
   */
  public record Check(String result, String note) {
    static final Check CONFIRMED = new Check("confirmed", "");

    static Check differs(String note) {
      return new Check("differs", note);
    }

    static Check none(String note) {
      return new Check("not-checked", note);
    }
  }
}
