package dev.trestle.identity.link;

import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.sealing.Sealer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The links between source records, as the rest of the platform sees them: what messages decide is
 * written with them, and who else a record is, is one look-up.
 */
public final class LinkStore {
  /** Rows in one page of a list. */
  public static final int PAGE_ROWS = 500;

  private static final String WITH =
      """
      select rid from source_record
       where %1$s = (select %1$s from source_record where rid = :rid)
      """;

  /** The row that stands for a pair, when it links: see {@link LedgerStore#standing}. */
  private static final String LINKS =
      """
      select d.*, coalesce(a.person, a.rid) = coalesce(b.person, b.rid) as made
        from link_decision d
        left join source_record a on a.rid = d.survivor
        left join source_record b on b.rid = d.retired
       where d.kind in (1, 3, 4, 7, 8) and %s
         and not exists (
           select from link_decision o
            where o.kind <> 6 and o.id <> d.id
              and ((o.survivor = d.survivor and o.retired = d.retired)
                or (o.survivor = d.retired and o.retired = d.survivor))
              and case
                when o.kind in (2, 3) then d.kind <> 3 or o.id > d.id
                when d.kind = 3 then false
                when o.kind in (4, 5, 7) then d.kind in (4, 7) and o.id > d.id
                when d.kind in (1, 8)
                  then (coalesce(o.time_micros, 0), o.kind, o.id)
                     > (coalesce(d.time_micros, 0), d.kind, d.id)
                else o.kind in (1, 8) and not exists (
                  select from link_decision u
                   where u.kind = 9 and coalesce(u.time_micros, 0) >= coalesce(o.time_micros, 0)
                     and ((u.survivor = d.survivor and u.retired = d.retired)
                       or (u.survivor = d.retired and u.retired = d.survivor)))
                end)
       order by d.id desc limit :limit
      """;

  private static final String PERIOD =
      """
      select d.survivor, d.retired, d.at as begun,
             greatest(d.at, (select min(o.at) from link_decision o
               where ((o.kind in (2, 5) and o.id > d.id)
                   or (o.kind = 9 and d.kind in (1, 8)
                       and coalesce(o.time_micros, 0) >= coalesce(d.time_micros, 0)))
                 and ((o.survivor = d.survivor and o.retired = d.retired)
                   or (o.survivor = d.retired and o.retired = d.survivor)))) as ended
        from link_decision d where d.id = :id and d.kind in (1, 3, 4, 7, 8)
      """;
  private static final String ALIASES =
      """
      select id, at, rid, seq, actor from alias_decision
       where rid = :rid and id < :below order by id desc limit :limit
      """;
  private static final String RETIRED_USES =
      """
      select u.rid, u.seq, u.at,
             (select d.survivor from link_decision d
               where d.kind = 1 and d.retired = u.rid order by d.id desc limit 1) as survivor
        from retired_use u where u.seq < :below order by u.seq desc limit :limit
      """;

  private final Jdbi jdbi;
  private final SealedNotes notes;

  public LinkStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.notes = new SealedNotes(sealer);
  }

  /**
   * The applier with what its entries decide about identity written in the transaction that applies
   * them.
   *
   * @param records what folds statements
   * @param hint told when there may be work for the resolver, before the commit
   */
  public RecordApplier linking(RecordApplier records, Runnable hint) {
    return (transaction, entries, now) -> {
      List<Applied> applied =
          new ArrivalStore(transaction, entries, records.apply(transaction, entries, now)).write();
      if (applied.stream().anyMatch(LinkStore::concernsIdentity)) {
        hint.run();
      }
      return applied;
    };
  }

  private static boolean concernsIdentity(Applied one) {
    return !one.merges().isEmpty()
        || one.changes().stream().anyMatch(change -> change.rid() == change.patientRid());
  }

  /**
   * The Patients that are the same person as this one, itself among them; exact as soon as a
   * decision is committed, and as soon as the resolver has seen a merge by a source.
   */
  public Set<Long> with(long patientRid) {
    return with(LinkView.LINKED, patientRid);
  }

  /**
   * The same without links that nothing but probability made: what a source merged, a shared
   * identifier or a person put together.
   */
  public Set<Long> confirmed(long patientRid) {
    return with(LinkView.CONFIRMED, patientRid);
  }

  private Set<Long> with(LinkView view, long patientRid) {
    Set<Long> known = new HashSet<>(Set.of(patientRid));
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(WITH.formatted(view.column()))
                .bind("rid", patientRid)
                .mapTo(Long.class)
                .forEach(known::add));
    return known;
  }

  /** The links that stand, newest first; {@code below} is the last number of the page before. */
  public List<Link> links(long below) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LINKS.formatted("d.id < :below"))
                .bind("below", below)
                .bind("limit", PAGE_ROWS)
                .map(linkMapper())
                .list());
  }

  /** A link that stands, by its number. */
  public Optional<Link> link(Handle handle, long id) {
    return handle
        .createQuery(LINKS.formatted("d.id = :id"))
        .bind("id", id)
        .bind("limit", 1)
        .map(linkMapper())
        .findOne();
  }

  /**
   * How long a link stood.
   *
   * @param ended when it was taken apart; empty while it stands
   */
  public record Period(long survivorRid, long retiredRid, Instant begun, Optional<Instant> ended) {}

  /** How long a link stood, whether or not it still does. */
  public Optional<Period> period(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PERIOD)
                .bind("id", id)
                .map(
                    (row, context) ->
                        new Period(
                            row.getLong("survivor"),
                            row.getLong("retired"),
                            row.getTimestamp("begun").toInstant(),
                            Optional.ofNullable(row.getTimestamp("ended"))
                                .map(java.sql.Timestamp::toInstant)))
                .findOne());
  }

  /** The links that stand with at least one of these records. */
  public List<Link> linksOf(Set<Long> rids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    LINKS.formatted("(d.survivor = any (:rids) or d.retired = any (:rids))"))
                .bindArray("rids", Long.class, rids.toArray())
                .bind("limit", PAGE_ROWS)
                .map(linkMapper())
                .list());
  }

  private RowMapper<Link> linkMapper() {
    return (row, context) -> {
      long survivor = row.getLong("survivor");
      long retired = row.getLong("retired");
      byte[] note = row.getBytes("note");
      return new Link(
          row.getLong("id"),
          row.getTimestamp("at").toInstant(),
          LinkKind.of(row.getInt("kind")),
          survivor,
          retired,
          row.getLong("seq"),
          row.getString("actor"),
          note == null ? row.getString("reason") : notes.openNote(Pair.of(survivor, retired), note),
          row.getBoolean("made"));
    };
  }

  /**
   * An identifier that joined a source record.
   *
   * @param rid the Patient
   * @param seq journal entry that named both identifiers
   * @param actor source
   */
  public record AliasDecision(long id, Instant at, long rid, long seq, String actor) {}

  /** The identifiers that joined a Patient, newest first. */
  public List<AliasDecision> aliases(long rid, long below) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ALIASES)
                .bind("rid", rid)
                .bind("below", below)
                .bind("limit", PAGE_ROWS)
                .map(
                    (row, context) ->
                        new AliasDecision(
                            row.getLong("id"),
                            row.getTimestamp("at").toInstant(),
                            row.getLong("rid"),
                            row.getLong("seq"),
                            row.getString("actor")))
                .list());
  }

  /**
   * A retired identifier that spoke again.
   *
   * @param rid the Patient that was merged away
   * @param survivor the Patient it was merged into
   * @param seq the first journal entry under it
   */
  public record RetiredUse(long rid, long survivor, long seq, Instant at) {}

  /** Retired identifiers in use, newest first. */
  public List<RetiredUse> retiredUses(long below) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(RETIRED_USES)
                .bind("below", below)
                .bind("limit", PAGE_ROWS)
                .map(
                    (row, context) ->
                        new RetiredUse(
                            row.getLong("rid"),
                            row.getLong("survivor"),
                            row.getLong("seq"),
                            row.getTimestamp("at").toInstant()))
                .list());
  }
}
