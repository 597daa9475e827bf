package dev.trestle.identity.link;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The ledger of links. For a pair the last decision of a person stands; without one, a merge by a
 * source does. So a source that repeats its merge does not bring back what a person took apart, and
 * undoing a link is one more row.
 */
public final class LinkStore {
  /** Links in one page of a list. */
  public static final int PAGE_LINKS = 500;

  private static final int APART = 2;
  private static final int TOGETHER = 3;

  /** The decision that stands for each pair, whichever of the two was named first. */
  private static final String STANDING =
      """
      select distinct on (least(survivor, retired), greatest(survivor, retired)) *
        from link_decision
      """;

  private static final String ORDER =
      """
       order by least(survivor, retired), greatest(survivor, retired), (kind = 1), id desc
      """;
  private static final String ADD_MERGE =
      """
      insert into link_decision (kind, survivor, retired, seq, actor, reason)
      select 1, ?, ?, ?, ?, 'merged by the source'
       where not exists (select from link_decision
                          where kind = 1 and survivor = ? and retired = ?)
      """;
  private final Jdbi jdbi;

  public LinkStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * The applier with the merges of its entries written to the ledger, in the transaction that
   * applies them.
   *
   * @param records what folds statements
   */
  public RecordApplier linking(RecordApplier records) {
    return (transaction, entries, now) ->
        addMerges(transaction, entries, records.apply(transaction, entries, now));
  }

  private static List<Applied> addMerges(
      Connection transaction, List<Entry> entries, List<Applied> applied) throws SQLException {
    List<Applied> result = new ArrayList<>();
    for (int i = 0; i < applied.size(); i++) {
      Applied one = applied.get(i);
      boolean linked = false;
      if (one.verdict() != Verdict.REFUSED) {
        for (PatientMerge merge : one.merges()) {
          linked |= addMerge(transaction, entries.get(i), merge);
        }
      }
      result.add(linked && one.verdict() == Verdict.UNCHANGED ? withVerdict(one) : one);
    }
    return result;
  }

  private static boolean addMerge(Connection transaction, Entry entry, PatientMerge merge)
      throws SQLException {
    if (merge.survivorRid() == merge.retiredRid()) {
      return false;
    }
    try (PreparedStatement statement = transaction.prepareStatement(ADD_MERGE)) {
      statement.setLong(1, merge.survivorRid());
      statement.setLong(2, merge.retiredRid());
      statement.setLong(3, entry.seq());
      statement.setString(4, entry.source().toString());
      statement.setLong(5, merge.survivorRid());
      statement.setLong(6, merge.retiredRid());
      return statement.executeUpdate() > 0;
    }
  }

  /** A message that only links has an effect. */
  private static Applied withVerdict(Applied one) {
    return new Applied(
        one.seq(),
        Verdict.APPLIED,
        one.created(),
        one.updated(),
        one.unchanged(),
        one.refusal(),
        one.findings(),
        one.changes(),
        one.merges());
  }

  /**
   * The Patients that are the same person as this one, itself among them; over any number of links.
   */
  public Set<Long> with(long patientRid) {
    return jdbi.withHandle(
        handle -> {
          Set<Long> known = new TreeSet<>(Set.of(patientRid));
          List<Long> fresh = List.of(patientRid);
          while (!fresh.isEmpty()) {
            List<Long> next = new ArrayList<>();
            handle
                .createQuery(
                    "select survivor, retired from ("
                        + STANDING
                        + " where survivor = any (:rids) or retired = any (:rids)"
                        + ORDER
                        + ") standing where kind <> 2")
                .bindArray("rids", Long.class, fresh)
                .map((row, context) -> List.of(row.getLong("survivor"), row.getLong("retired")))
                .forEach(pair -> pair.stream().filter(known::add).forEach(next::add));
            fresh = next;
          }
          return known;
        });
  }

  /** The links that stand, newest first. */
  public List<Link> links() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, at, survivor, retired, coalesce(seq, 0) as seq, actor, reason from ("
                        + STANDING
                        + ORDER
                        + ") standing where kind <> 2 order by id desc limit "
                        + PAGE_LINKS)
                .map(
                    (row, context) ->
                        new Link(
                            row.getLong("id"),
                            instant(row.getTimestamp("at")),
                            row.getLong("survivor"),
                            row.getLong("retired"),
                            row.getLong("seq"),
                            row.getString("actor"),
                            row.getString("reason")))
                .list());
  }

  private static Instant instant(java.sql.Timestamp timestamp) {
    return timestamp.toInstant();
  }

  /**
   * Takes a link apart: every read from now on is as if it had never been.
   *
   * @throws TrestleException NOT_FOUND there is no such link that stands
   */
  public void unlink(long id, String actor, String reason) {
    decide(id, APART, actor, reason);
  }

  /** Puts two source records together by a person's decision. */
  public void link(long survivorRid, long retiredRid, String actor, String reason) {
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into link_decision (kind, survivor, retired, actor, reason)
                    values (:kind, :survivor, :retired, :actor, :reason)
                    """)
                .bind("kind", TOGETHER)
                .bind("survivor", survivorRid)
                .bind("retired", retiredRid)
                .bind("actor", actor)
                .bind("reason", reason)
                .execute());
  }

  private void decide(long id, int kind, String actor, String reason) {
    int written =
        jdbi.inTransaction(
            handle ->
                handle
                    .createUpdate(
                        "insert into link_decision (kind, survivor, retired, actor, reason)"
                            + " select :kind, survivor, retired, :actor, :reason from ("
                            + STANDING
                            + ORDER
                            + ") standing where kind <> 2 and id = :id")
                    .bind("kind", kind)
                    .bind("id", id)
                    .bind("actor", actor)
                    .bind("reason", reason)
                    .execute());
    if (written == 0) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is no link " + id);
    }
  }
}
