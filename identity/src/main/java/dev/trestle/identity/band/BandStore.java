package dev.trestle.identity.band;

import dev.trestle.identity.band.AutomaticBand.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Table {@code automatic_band}, and what people said of automatic links. */
final class BandStore {
  /** Links by probability that nobody else made and that stand, not yet drawn before. */
  private static final String DRAW =
      """
      insert into match_review (low, high, kind, status, posterior, model, evidence)
      select low, high, 5, 0, coalesce(same, 1), split_part(model, ':', 1), evidence from (
        select least(d.survivor, d.retired) as low, greatest(d.survivor, d.retired) as high,
               d.model, d.evidence, p.same
          from link_decision d
          join source_record a on a.rid = d.survivor
          join source_record b on b.rid = d.retired
                              and coalesce(b.person, b.rid) = coalesce(a.person, a.rid)
          left join identity_pair p on p.low = least(d.survivor, d.retired)
                                   and p.high = greatest(d.survivor, d.retired)
         where d.kind = 7 and d.evidence is not null
           and not exists (
             select from link_decision o
              where ((o.survivor = d.survivor and o.retired = d.retired)
                  or (o.survivor = d.retired and o.retired = d.survivor))
                and (o.kind in (1, 2, 3, 8) or (o.kind in (4, 5, 7) and o.id > d.id)))
           and not exists (
             select from match_review r
              where r.low = least(d.survivor, d.retired)
                and r.high = greatest(d.survivor, d.retired) and r.kind = 5)
         order by random() limit :size) drawn
      """;

  /** A check that was answered twice counts as the last answer. */
  private static final String CHECKS =
      """
      select count(*) as checks, count(*) filter (where answer <> 1) as errors from (
        select distinct on (a.review) a.answer
          from review_answer a join match_review r on r.id = a.review and r.kind = 5
         where a.at >= :from and a.answer <> 3 and a.step <> 5
         order by a.review, a.id desc) last
      """;

  /**
   * Links by probability that stand or that a person took apart since. The resolver takes back what
   * somebody took apart: what it had found before the person's word counts. It writes the lower
   * number first.
   */
  private static final String UNDONE =
      """
      with words as (
        select distinct on (low, high) id, at, kind, low, high from (
          select id, at, kind, least(survivor, retired) as low, greatest(survivor, retired) as high
            from link_decision where kind in (2, 3)) w
         order by low, high, id desc),
      found as (
        select distinct on (survivor, retired) kind, survivor as low, retired as high
          from link_decision where kind in (4, 5, 7)
         order by survivor, retired, id desc),
      undone as (
        select count(*) as pairs from words w
         where w.kind = 2 and w.at >= :from
           and 7 = (select f.kind from link_decision f
                     where f.survivor = w.low and f.retired = w.high
                       and f.kind in (4, 5, 7) and f.id < w.id
                     order by f.id desc limit 1)),
      standing as (
        select count(*) as pairs from found f left join words w using (low, high)
         where f.kind = 7 and (w.kind is null or w.kind = 3))
      select undone.pairs as undone, undone.pairs + standing.pairs as links from undone, standing
      """;

  private static final String OPEN =
      "select count(*) from match_review where kind = 5 and status = 0";
  private static final String LAST_WORDS =
      """
      select coalesce((select max(id) from review_answer), 0)
           + coalesce((select max(id) from link_decision where kind in (2, 3)), 0)
      """;
  private static final String SINCE =
      """
      select greatest(
        coalesce((select max(at) from automatic_band), 'epoch'),
        coalesce((select max(at) from identity_model_use), 'epoch'))
      """;
  private static final String HISTORY =
      "select at, by_whom, reason, automatic_from from automatic_band order by id desc limit 100";

  private final Jdbi jdbi;

  BandStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** Opens reviews of links drawn at random; returns how many. */
  int draw(int size) {
    return jdbi.withHandle(handle -> handle.createUpdate(DRAW).bind("size", size).execute());
  }

  /** How many of how many. */
  record Count(long hits, long of) {}

  /** Checks that people answered since the band is as it is, and how many found two people. */
  Count checks() {
    return count(CHECKS, "errors", "checks");
  }

  /** Links by probability, and how many people took apart since the band is as it is. */
  Count undone() {
    return count(UNDONE, "undone", "links");
  }

  private Count count(String query, String hits, String of) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(query)
                .bind("from", since(handle))
                .map((row, context) -> new Count(row.getLong(hits), row.getLong(of)))
                .one());
  }

  private static Instant since(Handle handle) {
    return handle.createQuery(SINCE).mapTo(Instant.class).one();
  }

  /** Since when the band is as it is. */
  Instant since() {
    return jdbi.withHandle(BandStore::since);
  }

  long open() {
    return jdbi.withHandle(handle -> handle.createQuery(OPEN).mapTo(Long.class).one());
  }

  /** Grows with every word of a person. */
  long lastWords() {
    return jdbi.withHandle(handle -> handle.createQuery(LAST_WORDS).mapTo(Long.class).one());
  }

  void append(String actor, String reason, @Nullable Double from) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into automatic_band (by_whom, reason, automatic_from)"
                        + " values (:actor, :reason, :from)")
                .bind("actor", actor)
                .bind("reason", reason)
                .bind("from", from)
                .execute());
  }

  /** Changes, newest first. */
  List<Change> history() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HISTORY)
                .map(
                    (row, context) ->
                        new Change(
                            row.getTimestamp("at").toInstant(),
                            row.getString("by_whom"),
                            row.getString("reason"),
                            row.getObject("automatic_from", Double.class)))
                .list());
  }

  /** What holds beside the model. */
  Optional<Double> floor() {
    return history().stream()
        .findFirst()
        .flatMap(last -> Optional.ofNullable(last.automaticFrom()));
  }
}
