package dev.trestle.identity.offline;

import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.group.Edges;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.score.Holders;

/** Where a linking keeps what grows with the file. What it finds is the same in any. */
interface Room {
  /**
   * Whom the frequencies of the first round count as one person: records of one full name and one
   * date of birth. Only counted so, not linked.
   */
  int[] sameNameAndDate();

  /** Who is worth comparing with whom. */
  Meetings meetings(LinkModel model);

  /** Counts by the people found so far. */
  Holders holders(int[] entities);

  /** An empty list of pairs that agree. */
  Edges edges();

  /** An empty list of pairs to be looked at again. */
  Near near();
}
