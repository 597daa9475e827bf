package dev.trestle.identity.link;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What messages decide about identity, written in the transaction that applies them: merges,
 * identifiers that join a source record, and retired identifiers that speak again. One look-up for
 * a batch; more only for what is there.
 */
final class ArrivalStore {
  /** What was said later already says it too. */
  private static final String ADD_WORD =
      """
      insert into link_decision (kind, survivor, retired, seq, actor, reason, time_micros)
      select ?, ?, ?, ?, ?, ?, ?
       where not exists (select from link_decision
                          where kind = ? and survivor = ? and retired = ?
                            and coalesce(time_micros, 0) >= ?)
      """;

  /** Whether sources say that two are one: see {@link LedgerStore#standing}. */
  private static final String LAST_WORD =
      """
      select kind from link_decision
       where kind in (1, 8, 9)
         and ((survivor = ? and retired = ?) or (survivor = ? and retired = ?))
       order by coalesce(time_micros, 0) desc, kind desc, id desc limit 1
      """;

  private static final String ADD_ALIASES =
      """
      insert into alias_decision (rid, name, seq, actor, reason)
      select rid, name, seq, actor, 1
        from unnest(?::int8[], ?::uuid[], ?::int8[], ?::text[]) as w(rid, name, seq, actor)
      """;

  /** The standing decision of the pair must still be the merge. */
  private static final String RETIRED =
      """
      select m.retired, m.seq, coalesce(m.time_micros, 0) from link_decision m
       where m.kind = 1 and m.retired = any (?)
         and not exists (
           select from link_decision u
            where u.kind = 9 and coalesce(u.time_micros, 0) >= coalesce(m.time_micros, 0)
              and ((u.survivor = m.survivor and u.retired = m.retired)
                or (u.survivor = m.retired and u.retired = m.survivor)))
         and not exists (
           select from link_decision d
            where ((d.survivor = m.survivor and d.retired = m.retired)
                or (d.survivor = m.retired and d.retired = m.survivor))
              and ((d.kind = 2 and not exists (
                     select from link_decision s
                      where s.kind = 3 and s.id > d.id
                        and ((s.survivor = m.survivor and s.retired = m.retired)
                          or (s.survivor = m.retired and s.retired = m.survivor))))
                or (d.kind = 1 and d.id > m.id and d.survivor = m.retired)))
       order by m.id
      """;

  private static final String ADD_USE =
      """
      insert into retired_use (name, rid, seq) values (?, ?, ?)
      on conflict do nothing
      """;

  private final Connection transaction;
  private final List<Entry> entries;
  private final List<Applied> applied;

  ArrivalStore(Connection transaction, List<Entry> entries, List<Applied> applied) {
    this.transaction = transaction;
    this.entries = entries;
    this.applied = new ArrayList<>(applied);
  }

  /** A merge that stands. */
  private record Retired(long seq, long timeMicros) {}

  /** Writes, and returns the effects with what was noticed. */
  List<Applied> write() throws SQLException {
    for (int i = 0; i < applied.size(); i++) {
      if (applied.get(i).verdict() != Verdict.REFUSED && !applied.get(i).merges().isEmpty()) {
        addMerges(i);
      }
    }
    addAliases();
    noticeRetired();
    return applied;
  }

  private void addMerges(int index) throws SQLException {
    Applied one = applied.get(index);
    boolean linked = false;
    for (PatientMerge merge : one.merges()) {
      linked |= addMerge(entries.get(index), merge);
    }
    if (linked && one.verdict() == Verdict.UNCHANGED) {
      // A message that only links has an effect.
      applied.set(index, one.with(Verdict.APPLIED, one.findings()));
    }
  }

  private boolean addMerge(Entry entry, PatientMerge merge) throws SQLException {
    if (merge.survivorRid() == merge.retiredRid()) {
      return false;
    }
    int before = lastWord(merge);
    LinkKind kind = kind(merge.word());
    try (PreparedStatement statement = transaction.prepareStatement(ADD_WORD)) {
      statement.setInt(1, kind.number());
      statement.setLong(2, merge.survivorRid());
      statement.setLong(3, merge.retiredRid());
      statement.setLong(4, entry.seq());
      statement.setString(5, entry.source().toString());
      statement.setString(6, reason(merge.word()));
      statement.setLong(7, merge.timeMicros());
      statement.setInt(8, kind.number());
      statement.setLong(9, merge.survivorRid());
      statement.setLong(10, merge.retiredRid());
      statement.setLong(11, merge.timeMicros());
      return statement.executeUpdate() > 0 && lastWord(merge) != before;
    }
  }

  /** Kind of what sources said last about two records, or 0. */
  private int lastWord(PatientMerge merge) throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(LAST_WORD)) {
      statement.setLong(1, merge.survivorRid());
      statement.setLong(2, merge.retiredRid());
      statement.setLong(3, merge.retiredRid());
      statement.setLong(4, merge.survivorRid());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private static LinkKind kind(Merge.Word word) {
    return switch (word) {
      case MERGED -> LinkKind.MERGED;
      case LINKED -> LinkKind.LINKED;
      case UNLINKED -> LinkKind.UNLINKED;
    };
  }

  private static String reason(Merge.Word word) {
    return switch (word) {
      case MERGED -> "merged by the source";
      case LINKED -> "linked by the source";
      case UNLINKED -> "taken back by the source";
    };
  }

  private void addAliases() throws SQLException {
    List<Long> rids = new ArrayList<>();
    List<UUID> names = new ArrayList<>();
    List<Long> seqs = new ArrayList<>();
    List<String> actors = new ArrayList<>();
    for (int i = 0; i < applied.size(); i++) {
      for (PatientNames patient : applied.get(i).patients()) {
        for (UUID name : patient.joined()) {
          rids.add(patient.rid());
          names.add(name);
          seqs.add(entries.get(i).seq());
          actors.add(entries.get(i).source().toString());
        }
      }
    }
    if (rids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = transaction.prepareStatement(ADD_ALIASES)) {
      statement.setArray(1, transaction.createArrayOf("int8", rids.toArray()));
      statement.setArray(2, transaction.createArrayOf("uuid", names.toArray()));
      statement.setArray(3, transaction.createArrayOf("int8", seqs.toArray()));
      statement.setArray(4, transaction.createArrayOf("text", actors.toArray()));
      statement.executeUpdate();
    }
  }

  private void noticeRetired() throws SQLException {
    Set<Long> named = new TreeSet<>();
    applied.forEach(one -> one.patients().forEach(patient -> named.add(patient.rid())));
    if (named.isEmpty()) {
      return;
    }
    Map<Long, Retired> retired = retired(named);
    if (retired.isEmpty()) {
      return;
    }
    for (int i = 0; i < applied.size(); i++) {
      for (PatientNames patient : applied.get(i).patients()) {
        Retired merge = retired.get(patient.rid());
        if (merge != null && speaksAgain(i, patient, merge)) {
          addUse(i, patient);
        }
      }
    }
  }

  private Map<Long, Retired> retired(Set<Long> rids) throws SQLException {
    Map<Long, Retired> retired = new HashMap<>();
    try (PreparedStatement statement = transaction.prepareStatement(RETIRED)) {
      statement.setArray(1, transaction.createArrayOf("int8", rids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          retired.putIfAbsent(rows.getLong(1), new Retired(rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return retired;
  }

  /** Later at the source than the merge, and not a merge of it itself. */
  private boolean speaksAgain(int index, PatientNames patient, Retired merge) {
    Entry entry = entries.get(index);
    boolean retires =
        applied.get(index).merges().stream()
            .anyMatch(m -> m.word() == Merge.Word.MERGED && m.retiredRid() == patient.rid());
    long said =
        entry.translation().statements().stream()
            .mapToLong(Statement::timeMicros)
            .max()
            .orElse(Long.MIN_VALUE);
    return !retires && entry.seq() != merge.seq() && said > merge.timeMicros();
  }

  private void addUse(int index, PatientNames patient) throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(ADD_USE)) {
      statement.setObject(1, patient.names().get(0));
      statement.setLong(2, patient.rid());
      statement.setLong(3, entries.get(index).seq());
      if (statement.executeUpdate() == 0) {
        return;
      }
    }
    Applied one = applied.get(index);
    List<Finding> findings = new ArrayList<>(one.findings());
    findings.add(
        Finding.warning(
            ProblemCode.RETIRED_IDENTIFIER,
            "PID-3",
            "The identifier was merged away before; the message is filed under it and shows with"
                + " the survivor."));
    applied.set(index, one.with(one.verdict(), findings));
  }
}
