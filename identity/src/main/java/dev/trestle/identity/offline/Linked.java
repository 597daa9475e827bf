package dev.trestle.identity.offline;

import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.people.People;
import dev.trestle.identity.score.Scorer;

/**
 * What a linking came to.
 *
 * @param entities the entity of each record: the lowest number of its records
 * @param scorer that decided
 * @param scored the pairs of the last round
 */
public record Linked(
    People table, int[] entities, Meetings blocks, Scorer scorer, Scan scan, Scan.Scored scored) {
  /** The entity of a record, by the id of its first record. */
  public String entity(int record) {
    return table.id(entities[record]);
  }
}
