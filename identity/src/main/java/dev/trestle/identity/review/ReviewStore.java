package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Assessment;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Table {@code match_review}. Each call within the caller's handle. */
public final class ReviewStore {
  private static final String COLUMNS =
      "id, low, high, kind, status, deferred, posterior, model, opened_at, evidence";

  /**
   * Most probable first, what was put off last; {@code after} is the last one of the page before.
   */
  private static final String OPEN =
      """
      select %s from match_review r
       where status = 0
         and (cast(:after as bigint) = 0
              or (deferred, -posterior, id)
               > (select deferred, -posterior, id from match_review where id = :after))
       order by deferred, posterior desc, id limit :limit
      """
          .formatted(COLUMNS);

  private static final String BY_ID =
      "select %s from match_review where id = :id".formatted(COLUMNS);
  private static final String TOUCHING =
      """
      select %s from match_review
       where (low = any (:rids) or high = any (:rids)) and status in (0, 3) and kind = any (:kinds)
      """
          .formatted(COLUMNS);
  private static final String PUT =
      """
      insert into match_review (low, high, kind, status, posterior, model, evidence)
      values (:low, :high, :kind, 0, :posterior, :model, :evidence)
      on conflict (low, high, kind) do update
         set status = 0, closed_at = null, posterior = excluded.posterior, model = excluded.model,
             evidence = excluded.evidence
      """;
  private static final String CLOSE =
      """
      update match_review set status = :status, closed_at = now()
       where id = any (:ids) and status = 0
      """;
  private static final String DEFER = "update match_review set deferred = true where id = :id";
  private static final String CLOSE_PAIR =
      """
      update match_review set status = :status, closed_at = now()
       where low = :low and high = :high and status = 0
      """;

  /** A contradiction compares nothing. */
  private static final String OF_LINKS =
      """
      select d.id as link, r.low, r.high, r.evidence
        from link_decision d
        join match_review r on r.low = least(d.survivor, d.retired)
                           and r.high = greatest(d.survivor, d.retired) and r.kind <> 2
       where d.id = any (:ids) order by r.opened_at
      """;

  private static final String COUNT = "select count(*) from match_review where status = 0";

  private static final String COUNT_TOUCHING =
      """
      select count(*) from match_review
       where (low = any (:rids) or high = any (:rids)) and status = 0
      """;

  private final SealedNotes notes;

  public ReviewStore(SealedNotes notes) {
    this.notes = notes;
  }

  /** A review with its evidence. */
  public record Stored(Review review, Assessment evidence) {}

  /** What there should be. */
  public record Wanted(Pair pair, ReviewKind kind, Assessment evidence) {}

  List<Review> open(Handle handle, long after, int limit) {
    return handle
        .createQuery(OPEN)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> review(row))
        .list();
  }

  /** How many are open that touch one of these records. */
  int touching(Handle handle, Collection<Long> rids) {
    return handle
        .createQuery(COUNT_TOUCHING)
        .bindArray("rids", Long.class, rids.toArray())
        .mapTo(int.class)
        .one();
  }

  Optional<Stored> find(Handle handle, long id) {
    return handle.createQuery(BY_ID).bind("id", id).map(mapper()).findOne();
  }

  /**
   * Makes the open reviews of some kinds that touch these records those that are wanted. Decided
   * ones stay decided: a wanted one is not among them.
   */
  public void replace(
      Handle handle, Collection<Long> rids, List<ReviewKind> kinds, Collection<Wanted> wanted) {
    Map<Key, Sealed> known = new HashMap<>();
    handle
        .createQuery(TOUCHING)
        .bindArray("rids", Long.class, rids.toArray())
        .bindArray("kinds", Integer.class, kinds.stream().map(ReviewKind::number).toArray())
        .map((row, context) -> new Sealed(review(row), row.getBytes("evidence")))
        .forEach(one -> known.put(new Key(one.review().pair(), one.review().kind()), one));
    Set<Key> keep = new HashSet<>();
    List<Wanted> changed = new ArrayList<>();
    for (Wanted one : wanted) {
      Key key = new Key(one.pair(), one.kind());
      keep.add(key);
      Sealed stored = known.get(key);
      boolean asIs =
          stored != null
              && stored.review().status() == ReviewStatus.OPEN
              && says(stored, one.evidence());
      if (!asIs) {
        changed.add(one);
      }
    }
    put(handle, changed);
    List<Long> gone = new ArrayList<>();
    known.forEach(
        (key, stored) -> {
          if (!keep.contains(key) && stored.review().status() == ReviewStatus.OPEN) {
            gone.add(stored.review().id());
          }
        });
    close(handle, gone, ReviewStatus.WITHDRAWN);
  }

  private record Key(Pair pair, ReviewKind kind) {}

  private record Sealed(Review review, byte[] evidence) {}

  /** Evidence that cannot be opened any more is other evidence, and is written anew. */
  private boolean says(Sealed stored, Assessment evidence) {
    try {
      byte[] opened = notes.openEvidence(stored.review().pair(), stored.evidence());
      return Assessment.parse(opened).equals(evidence);
    } catch (TrestleException damaged) {
      return false;
    }
  }

  private void put(Handle handle, List<Wanted> reviews) {
    if (reviews.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(PUT);
    for (Wanted one : reviews) {
      batch
          .bind("low", one.pair().low())
          .bind("high", one.pair().high())
          .bind("kind", one.kind().number())
          .bind("posterior", one.evidence().posterior())
          .bind("model", one.evidence().model())
          .bind("evidence", notes.sealEvidence(one.pair(), one.evidence().bytes()))
          .add();
    }
    batch.execute();
  }

  private static void close(Handle handle, List<Long> ids, ReviewStatus status) {
    if (!ids.isEmpty()) {
      handle
          .createUpdate(CLOSE)
          .bindArray("ids", Long.class, ids.toArray())
          .bind("status", status.number())
          .execute();
    }
  }

  void close(Handle handle, Pair pair, ReviewStatus status) {
    handle
        .createUpdate(CLOSE_PAIR)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .bind("status", status.number())
        .execute();
  }

  void defer(Handle handle, long id) {
    handle.createUpdate(DEFER).bind("id", id).execute();
  }

  /** The last evidence of reviews of the two records of links, by the numbers of the links. */
  Map<Long, Assessment> ofLinks(Handle handle, Collection<Long> links) {
    Map<Long, Assessment> found = new HashMap<>();
    handle
        .createQuery(OF_LINKS)
        .bindArray("ids", Long.class, links.toArray())
        .map(
            (row, context) -> {
              Pair pair = new Pair(row.getLong("low"), row.getLong("high"));
              byte[] opened = notes.openEvidence(pair, row.getBytes("evidence"));
              return found.put(row.getLong("link"), Assessment.parse(opened));
            })
        .list();
    return found;
  }

  public static long countOpen(Handle handle) {
    return handle.createQuery(COUNT).mapTo(Long.class).one();
  }

  private RowMapper<Stored> mapper() {
    return (row, context) -> {
      Review review = review(row);
      byte[] opened = notes.openEvidence(review.pair(), row.getBytes("evidence"));
      return new Stored(review, Assessment.parse(opened));
    };
  }

  private static Review review(ResultSet row) throws SQLException {
    return new Review(
        row.getLong("id"),
        new Pair(row.getLong("low"), row.getLong("high")),
        ReviewKind.of(row.getInt("kind")),
        ReviewStatus.of(row.getInt("status")),
        row.getBoolean("deferred"),
        row.getDouble("posterior"),
        row.getString("model"),
        row.getTimestamp("opened_at").toInstant());
  }
}
