package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Table {@code known_pair}, with what it takes to know a pair. Within the caller's handle. */
final class KnownPairStore {
  /** The copy is sealed for the pair, not for the review. */
  private static final String COPY =
      """
      insert into match_review (low, high, kind, status, posterior, model, evidence)
      select low, high, 6, 0, posterior, model, evidence from match_review where id = :review
      returning id
      """;

  private static final String PLANT =
      "insert into known_pair (review, same, planted_by) values (:review, :same, :actor)";

  /**
   * Pairs of which two people said the same and nobody anything else, that are closed and stand as
   * it was said. A planted pair's answers are measured, and know nothing.
   */
  private static final String KNOWN =
      """
      select max(r.id) filter (where r.kind in (1, 3, 5)) as review, bool_and(a.answer = 1) as same
        from review_answer a
        join match_review r on r.id = a.review and r.kind <> 6
        join source_record l on l.rid = r.low
        join source_record h on h.rid = r.high
       where a.step in (1, 2, 3) and a.answer <> 3
         and not exists (
           select from match_review o
            where o.low = r.low and o.high = r.high and (o.kind = 6 or o.status = 0))
       group by r.low, r.high
      having count(distinct lower(a.actor)) > 1
         and count(*) filter (where r.kind in (1, 3, 5)) > 0
         and bool_and((coalesce(l.person, l.rid) = coalesce(h.person, h.rid)) = (a.answer = 1))
      """;

  private static final String DRAW =
      "select review, same from (" + KNOWN + ") known order by random() limit :size";
  private static final String STATE =
      """
      select (select count(*) from match_review where kind = 6 and status = 0) as open,
             (select count(*) from review_answer where step = 6) as answered,
             (select count(*) from (%s) known) as remaining
      """
          .formatted(KNOWN);

  private static final String SAID =
      """
      select exists (
        select from match_review r join review_answer a on a.review = r.id
         where r.low = :low and r.high = :high and a.answer <> 3 and a.step <> 5
           and lower(a.actor) = lower(:actor))
      """;
  private static final String SAID_BY_ANYBODY =
      """
      select exists (
        select from match_review r join review_answer a on a.review = r.id
         where r.low = :low and r.high = :high and a.answer <> 3 and a.step in (1, 2, 3))
      """;
  private static final String PLANTED =
      "select exists (select from match_review where low = :low and high = :high and kind = 6)";
  private static final String PLANTED_BY =
      """
      select exists (
        select from known_pair where review = :review and lower(planted_by) = lower(:actor))
      """;
  private static final String SAME = "select same from known_pair where review = :review";

  private KnownPairStore() {}

  /** A review of a pair whose answer is known. */
  record Drawn(long review, boolean same) {}

  static List<Drawn> draw(Handle handle, int size) {
    return handle
        .createQuery(DRAW)
        .bind("size", size)
        .map((row, context) -> new Drawn(row.getLong(1), row.getBoolean(2)))
        .list();
  }

  static KnownPairs.State state(Handle handle) {
    return handle
        .createQuery(STATE)
        .map((row, context) -> new KnownPairs.State(row.getLong(1), row.getLong(2), row.getLong(3)))
        .one();
  }

  /** Puts the pair of a review among the open ones once more. */
  static void plant(Handle handle, long review, boolean same, String actor) {
    long planted = handle.createQuery(COPY).bind("review", review).mapTo(Long.class).one();
    handle
        .createUpdate(PLANT)
        .bind("review", planted)
        .bind("same", same)
        .bind("actor", actor)
        .execute();
  }

  /** Whether somebody said what the two are, in any of their reviews. */
  static boolean hasSaid(Handle handle, Pair pair, String actor) {
    return handle
        .createQuery(SAID)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .bind("actor", actor.strip())
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether anybody did. */
  static boolean hasSaid(Handle handle, Pair pair) {
    return exists(handle, SAID_BY_ANYBODY, pair);
  }

  static boolean wasPlanted(Handle handle, Pair pair) {
    return exists(handle, PLANTED, pair);
  }

  private static boolean exists(Handle handle, String query, Pair pair) {
    return handle
        .createQuery(query)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .mapTo(Boolean.class)
        .one();
  }

  static boolean wasPlantedBy(Handle handle, long review, String actor) {
    return handle
        .createQuery(PLANTED_BY)
        .bind("review", review)
        .bind("actor", actor.strip())
        .mapTo(Boolean.class)
        .one();
  }

  /** The known answer. */
  static boolean isSame(Handle handle, long review) {
    return handle.createQuery(SAME).bind("review", review).mapTo(Boolean.class).one();
  }
}
