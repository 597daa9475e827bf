package dev.trestle.records.deletion;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.records.store.DeletionStore;
import dev.trestle.records.store.DeletionStore.Field;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what each source deletes of each element, by the hour. More than {@value #SPIKE} in an
 * hour and more than {@value #TIMES_USUAL} times what is usual pauses the deleting of that element
 * by that source, until a person allows it; everything else the messages say is applied. Costs
 * nothing while nobody deletes.
 */
public final class DeletionWatch {
  /** Deletions in an hour that nobody is asked about. */
  static final int SPIKE = 50;

  static final int TIMES_USUAL = 5;

  /** How long a person's yes holds: a clean-up that was announced is over by then. */
  static final Duration ALLOWED_FOR = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(DeletionWatch.class);

  private DeletionWatch() {}

  /** The same applier, watched. */
  public static RecordApplier watching(RecordApplier records) {
    return (transaction, entries, now) -> {
      Map<Field, Integer> deletions = new TreeMap<>();
      entries.forEach(entry -> Deletions.count(entry, deletions));
      Set<Field> paused =
          deletions.isEmpty() ? Set.of() : paused(new DeletionStore(transaction), deletions, now);
      if (paused.isEmpty()) {
        return records.apply(transaction, entries, now);
      }
      List<Entry> without =
          entries.stream().map(entry -> Deletions.without(entry, paused)).toList();
      return told(records.apply(transaction, without, now), entries, paused);
    };
  }

  private static List<Applied> told(List<Applied> applied, List<Entry> entries, Set<Field> paused) {
    List<Applied> told = new ArrayList<>(applied.size());
    for (int i = 0; i < applied.size(); i++) {
      Set<Field> lost = new HashSet<>(Deletions.of(entries.get(i)));
      lost.retainAll(paused);
      told.add(lost.isEmpty() ? applied.get(i) : withFindings(applied.get(i), lost));
    }
    return told;
  }

  /** Which of these fields may not be deleted now. */
  private static Set<Field> paused(DeletionStore store, Map<Field, Integer> deletions, Instant now)
      throws SQLException {
    Set<Field> paused = new HashSet<>();
    for (Map.Entry<Field, Integer> one : deletions.entrySet()) {
      Field field = one.getKey();
      if (store.hold(field, one.getValue())) {
        paused.add(field);
        continue;
      }
      int hour = store.count(field, one.getValue(), now);
      if (hour > SPIKE
          && hour > TIMES_USUAL * store.usualInAnHour(field, now)
          && !store.wasAllowedSince(field, now.minus(ALLOWED_FOR))) {
        store.pause(field, hour, one.getValue(), now);
        paused.add(field);
        LOG.warn(
            "ALARM {} has deleted {} of {} patients or visits within an hour: deleting it is paused"
                + " until `trestle deletions allow` says otherwise",
            field.source(),
            field.element(),
            hour);
      }
    }
    return paused;
  }

  private static Applied withFindings(Applied applied, Set<Field> lost) {
    List<Finding> findings = new ArrayList<>(applied.findings());
    for (Field field : lost) {
      findings.add(
          Finding.warning(
              ProblemCode.DELETING_PAUSED,
              field.element(),
              "The source deletes this unusually often; it is kept until a person allows it."));
    }
    return applied.with(applied.verdict(), findings);
  }
}
