package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Assessment;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code match_review}. Each call within the caller's handle. */
public final class ReviewStore {
  private static final String COLUMNS =
      "r.id, r.low, r.high, r.kind, r.status, r.deferred, r.posterior, r.model, r.opened_at,"
          + " r.evidence, r.urgency, a.id as proposal, a.actor as proposed_by, a.at as proposed_at";

  private static final String FROM =
      " from match_review r left join review_answer a on a.id = r.proposal ";

  /**
   * Most urgent first, what was put off last; no planted pair for whoever knows its answer. The
   * join is made for one page only.
   */
  private static final String OPEN =
      """
      select %s from (
        select * from match_review m where status = 0 %s
           and not (kind = 6 and (
             exists (select from known_pair k
                      where k.review = m.id and lower(k.planted_by) = lower(:reader))
             or exists (select from match_review o join review_answer w on w.review = o.id
                         where o.low = m.low and o.high = m.high and w.answer <> 3
                           and lower(w.actor) = lower(:reader))))
         order by deferred, (-urgency), id limit :limit) r
        left join review_answer a on a.id = r.proposal
       order by r.deferred, (-r.urgency), r.id
      """;

  private static final String FIRST_PAGE = OPEN.formatted(COLUMNS, "");

  /** Told as values, so that the index leads to the place. */
  private static final String NEXT_PAGE =
      OPEN.formatted(COLUMNS, "and (deferred, (-urgency), id) > (:deferred, -(:urgency), :after)");

  private static final String PLACE = "select deferred, urgency from match_review where id = :id";
  private static final String PROPOSED =
      """
      select %s from match_review r join review_answer a on a.id = r.proposal
       where r.status = 0 and r.proposal is not null and r.id > :after
       order by r.id limit :limit
      """
          .formatted(COLUMNS);

  private static final String CHECKS =
      """
      select %s from match_review r left join review_answer a on a.id = r.proposal
       where r.status = 0 and r.kind = 5 and r.id > :after
       order by r.id limit :limit
      """
          .formatted(COLUMNS);

  private static final String BY_ID = "select " + COLUMNS + FROM + "where r.id = :id";
  private static final String OPEN_OF_PAIR =
      "select "
          + COLUMNS
          + FROM
          + "where r.low = :low and r.high = :high and r.status = 0 and r.kind <> 6"
          + " order by r.kind";
  private static final String TOUCHING =
      "select "
          + COLUMNS
          + FROM
          + "where (r.low = any (:rids) or r.high = any (:rids)) and r.status in (0, 3)"
          + " and r.kind = any (:kinds)";
  private static final String PUT =
      """
      insert into match_review (low, high, kind, status, posterior, model, evidence)
      values (:low, :high, :kind, 0, :posterior, :model, :evidence)
      on conflict (low, high, kind) do update
         set status = 0, closed_at = null, posterior = excluded.posterior, model = excluded.model,
             evidence = excluded.evidence, proposal = null, weighed_at = null
      """;
  private static final String PROPOSE =
      """
      update match_review set proposal = :proposal
       where low = :low and high = :high and status = 0 and kind <> 6
      """;
  private static final String UNPROPOSE =
      "update match_review set proposal = null where id = any (:ids)";
  private static final String UNWEIGHED =
      """
      select id, low, high, kind, posterior from match_review
       where status = 0 and (weighed_at is null or weighed_at < :before)
       order by weighed_at nulls first limit :limit
      """;
  private static final String WEIGH =
      "update match_review set urgency = :urgency, weighed_at = now() where id = :id";
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
       where (low = any (:rids) or high = any (:rids)) and status = 0 and kind not in (5, 6)
      """;

  private static final String RESOLVER = "resolver";
  private final SealedNotes notes;

  public ReviewStore(SealedNotes notes) {
    this.notes = notes;
  }

  /** A review with its evidence. */
  public record Stored(Review review, Assessment evidence) {}

  /** What there should be. */
  public record Wanted(Pair pair, ReviewKind kind, Assessment evidence) {}

  /** A place in the order. */
  private record Place(boolean deferred, double urgency) {}

  /**
   * Most urgent first.
   *
   * @param after the last one of the page before, or 0
   * @param reader who is not shown what is planted and known to them
   */
  List<Review> open(Handle handle, long after, int limit, String reader) {
    Optional<Place> place =
        handle
            .createQuery(PLACE)
            .bind("id", after)
            .map((row, context) -> new Place(row.getBoolean(1), row.getDouble(2)))
            .findOne();
    Query query = handle.createQuery(place.isPresent() ? NEXT_PAGE : FIRST_PAGE);
    place.ifPresent(
        one ->
            query
                .bind("deferred", one.deferred())
                .bind("urgency", one.urgency())
                .bind("after", after));
    return query
        .bind("limit", limit)
        .bind("reader", reader.strip())
        .map((row, context) -> review(row))
        .list();
  }

  /** Those that wait for a second person, the oldest first. */
  List<Review> proposed(Handle handle, long after, int limit) {
    return handle
        .createQuery(PROPOSED)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> review(row))
        .list();
  }

  /** Automatic links that were drawn to be checked, in the order of the draw. */
  List<Review> checks(Handle handle, long after, int limit) {
    return handle
        .createQuery(CHECKS)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> review(row))
        .list();
  }

  /** Closes a review that measures. */
  void close(Handle handle, long id, ReviewStatus status) {
    close(handle, List.of(id), status);
  }

  /** The open reviews of a pair: of more than one kind at most a few. */
  List<Stored> openOf(Handle handle, Pair pair) {
    return handle
        .createQuery(OPEN_OF_PAIR)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .map(mapper())
        .list();
  }

  /** A link of the pair is proposed, on whatever review of it is open; null: not any more. */
  void propose(Handle handle, Pair pair, @Nullable Long proposal) {
    handle
        .createUpdate(PROPOSE)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .bind("proposal", proposal)
        .execute();
  }

  /** What has to be known to weigh a review. */
  record Unweighed(long id, Pair pair, ReviewKind kind, double posterior) {}

  static List<Unweighed> unweighed(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(UNWEIGHED)
        .bind("before", before)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Unweighed(
                    row.getLong("id"),
                    new Pair(row.getLong("low"), row.getLong("high")),
                    ReviewKind.of(row.getInt("kind")),
                    row.getDouble("posterior")))
        .list();
  }

  /** How urgent a review is. */
  record Weighed(long id, double urgency) {}

  static void weigh(Handle handle, List<Weighed> weighed) {
    PreparedBatch batch = handle.prepareBatch(WEIGH);
    weighed.forEach(one -> batch.bind("id", one.id()).bind("urgency", one.urgency()).add());
    batch.execute();
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
    List<Long> gone = new ArrayList<>();
    known.forEach(
        (key, stored) -> {
          if (!keep.contains(key) && stored.review().status() == ReviewStatus.OPEN) {
            gone.add(stored.review().id());
          }
        });
    List<Long> others = new ArrayList<>(gone);
    changed.forEach(
        one ->
            Optional.ofNullable(known.get(new Key(one.pair(), one.kind())))
                .ifPresent(stored -> others.add(stored.review().id())));
    fall(handle, others, known.values());
    put(handle, changed);
    close(handle, gone, ReviewStatus.WITHDRAWN);
  }

  /** What somebody proposed was about other evidence than there is now. */
  private static void fall(Handle handle, List<Long> ids, Collection<Sealed> known) {
    List<Long> proposed = new ArrayList<>();
    for (Sealed one : known) {
      Review review = one.review();
      if (review.proposal() != null && ids.contains(review.id())) {
        proposed.add(review.id());
      }
    }
    if (!proposed.isEmpty()) {
      AnswerStore.fall(handle, proposed, RESOLVER);
      handle.createUpdate(UNPROPOSE).bindArray("ids", Long.class, proposed.toArray()).execute();
    }
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

  /** Opens a review, or opens it again. */
  void put(Handle handle, List<Wanted> reviews) {
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
        row.getTimestamp("opened_at").toInstant(),
        row.getDouble("urgency"),
        proposal(row));
  }

  private static Review.@Nullable Proposal proposal(ResultSet row) throws SQLException {
    Long proposal = row.getObject("proposal", Long.class);
    return proposal == null
        ? null
        : new Review.Proposal(
            proposal, row.getString("proposed_by"), row.getTimestamp("proposed_at").toInstant());
  }
}
