package dev.trestle.identity.resolve;

import java.util.List;
import java.util.UUID;

/**
 * What another model would change. Ids only.
 *
 * @param records that were looked at
 * @param linksNow automatic links that stand
 * @param linksThen that would stand
 * @param reviewsNow pairs that wait for a person
 * @param reviewsThen that would wait
 * @param mergeCount persons there would be that are several now
 * @param splitCount persons there are that would be several
 * @param merges some of them: a record of each of the present persons
 * @param splits some of them: a record of each of the persons it would be
 */
public record ModelEffect(
    long records,
    long linksNow,
    long linksThen,
    long reviewsNow,
    long reviewsThen,
    int mergeCount,
    int splitCount,
    List<List<UUID>> merges,
    List<List<UUID>> splits) {
  /** More are counted and not listed. */
  public static final int MOST_LISTED = 1_000;

  public ModelEffect {
    merges = List.copyOf(merges);
    splits = List.copyOf(splits);
  }
}
