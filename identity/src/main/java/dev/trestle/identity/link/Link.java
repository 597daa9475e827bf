package dev.trestle.identity.link;

import java.time.Instant;

/**
 * A link that stands between two source records.
 *
 * @param id number of the decision that stands
 * @param at when it was taken
 * @param kind who took it
 * @param survivorRid internal number of the Patient that goes on
 * @param retiredRid internal number of the Patient whose identifiers retired
 * @param seq journal entry of the merge, or 0
 * @param actor source, person or {@code resolver}
 * @param reason why; of a person's decision free text, which may name somebody
 * @param made whether both are one person now; false: a "not the same" stands against it
 */
public record Link(
    long id,
    Instant at,
    LinkKind kind,
    long survivorRid,
    long retiredRid,
    long seq,
    String actor,
    String reason,
    boolean made) {
  /** Neutral: a person may write a name into a reason. */
  @Override
  public String toString() {
    return "Link[" + id + ", " + kind + "]";
  }
}
