package dev.trestle.records.lineage;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.records.fold.SlotKey;
import dev.trestle.records.fold.Stamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where one leaf of a version comes from.
 *
 * @param path in the JSON of the resource, every array with an index: {@code
 *     Patient.name[0].family}
 * @param value as it stands
 * @param kind what set it
 * @param slot the slot that shows it, null when no slot does
 * @param leaf number of the leaf in the slot's value
 * @param setBy the statement that brought the value in; {@link Stamp#NONE} when none did
 * @param confirmedBy the highest statement that said the same; equal to {@code setBy} when none did
 * @param origin rule and bytes in the message of {@code setBy}, null when no rule is behind it
 */
public record ElementOrigin(
    String path,
    JsonNode value,
    Kind kind,
    @Nullable SlotKey slot,
    int leaf,
    Stamp setBy,
    Stamp confirmedBy,
    @Nullable Origin origin) {

  /** What set an element. */
  public enum Kind {
    /** Bytes of a message, by a rule. */
    MESSAGE,
    /** A rule says it; the message made the rule run. */
    RULE,
    /** The id of a resource that a message names. */
    REFERENCE,
    /** A complete list of a message that no longer names this resource. */
    LIST,
    /** A sensitivity label; it came with a statement. */
    LABEL,
    /** Trestle itself: id, version, time of the version. */
    TRESTLE,
    /** Nothing tells it: a defect. */
    UNTOLD
  }

  @Override
  public String toString() {
    return "ElementOrigin[" + path + ", " + kind + "]";
  }
}
