package dev.trestle.identity.resolve;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.match.Matcher.Verdict;
import dev.trestle.identity.resolve.PairStore.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Who else may be one of two records, as far as it decides whether they are linked by themselves.
 * They are, when nobody may be the one and not the other: whoever agrees with one of them, or
 * belongs to one of them by a merge, a shared identifier or a person's word, must agree with both.
 * That is the clear runner-up, the agreement of the whole group and the ban on bridges in one, and
 * a function of pairs and decisions, not of the order in which they came.
 */
final class Surroundings {
  private final double from;
  private final Map<Pair, Row> pairs = new TreeMap<>();
  private final Map<Long, Set<Long>> agreeing = new HashMap<>();
  private final Map<Long, Set<Long>> groups = new HashMap<>();
  private final Set<Pair> apart = new HashSet<>();
  private final Set<Long> silent = new HashSet<>();

  private Surroundings(double from) {
    this.from = from;
  }

  /** What is known of records. */
  interface Known {
    /** The pairs with at least one of these records. */
    Map<Pair, Row> touching(Collection<Long> rids) throws SQLException;

    /** What stands for each pair with at least one of these records. */
    Collection<Standing> standing(Collection<Long> rids);

    /** Those of these records that take no part in comparing. */
    Set<Long> notComparable(Collection<Long> rids) throws SQLException;
  }

  /** What the database knows. */
  static Known stored(Handle handle, PairStore pairs) {
    return new Known() {
      @Override
      public Map<Pair, Row> touching(Collection<Long> rids) throws SQLException {
        return pairs.touching(rids);
      }

      @Override
      public Collection<Standing> standing(Collection<Long> rids) {
        return LedgerStore.standing(handle, rids).values();
      }

      @Override
      public Set<Long> notComparable(Collection<Long> rids) throws SQLException {
        return new SourceRecordStore(handle).notComparable(rids);
      }
    };
  }

  /**
   * Reads them.
   *
   * @param from probability from which two records agree
   * @param moved records of which something has changed; afterwards with those that belong to them
   */
  static Surroundings of(Known known, double from, Set<Long> moved) throws SQLException {
    Surroundings around = new Surroundings(from);
    around.group(known, moved);
    around.pairs.putAll(known.touching(moved));
    Set<Long> others = new TreeSet<>();
    around.pairs.keySet().forEach(pair -> others.addAll(List.of(pair.low(), pair.high())));
    others.removeAll(moved);
    around.group(known, others);
    others.removeAll(moved);
    around.pairs.putAll(known.touching(others));
    for (Row row : around.pairs.values()) {
      if (row.same() >= from) {
        long low = row.pair().low();
        long high = row.pair().high();
        around.agreeing.computeIfAbsent(low, none -> new TreeSet<>()).add(high);
        around.agreeing.computeIfAbsent(high, none -> new TreeSet<>()).add(low);
      }
    }
    around.silent.addAll(known.notComparable(new TreeSet<>(around.groups.keySet())));
    return around;
  }

  /** Adds to some records all that belong to them by links that are not probabilities. */
  private void group(Known known, Set<Long> records) {
    Set<Long> fresh = new TreeSet<>(records);
    while (!fresh.isEmpty()) {
      Set<Long> asked = fresh;
      fresh = new TreeSet<>();
      for (Standing standing : known.standing(asked)) {
        if (standing.kind() == LinkKind.APART) {
          apart.add(standing.pair());
        } else if (standing.links() && standing.kind() != LinkKind.PROBABLE) {
          join(standing.survivor(), standing.retired());
          for (long end : List.of(standing.survivor(), standing.retired())) {
            if (records.add(end)) {
              fresh.add(end);
            }
          }
        }
      }
    }
  }

  private void join(long first, long second) {
    Set<Long> both = new TreeSet<>(groupOf(first));
    both.addAll(groupOf(second));
    both.forEach(rid -> groups.put(rid, both));
  }

  private Set<Long> groupOf(long rid) {
    return groups.getOrDefault(rid, Set.of(rid));
  }

  /** The pairs that should be linked by themselves, of those with at least one of these records. */
  Set<Pair> clear(Collection<Long> records) {
    Set<Pair> clear = new TreeSet<>();
    for (Row row : pairs.values()) {
      boolean isOurs = records.contains(row.pair().low()) || records.contains(row.pair().high());
      if (isOurs && row.verdict() == Verdict.AUTOMATIC && isClear(row.pair())) {
        clear.add(row.pair());
      }
    }
    return clear;
  }

  /** The pairs that share an identifier and nothing speaks against it, of these records. */
  static Set<Pair> byIdentifier(Collection<Row> rows) {
    Set<Pair> linked = new TreeSet<>();
    rows.stream()
        .filter(row -> row.verdict() == Verdict.LINK)
        .forEach(row -> linked.add(row.pair()));
    return linked;
  }

  private boolean isClear(Pair pair) {
    Set<Long> first = groupOf(pair.low());
    Set<Long> second = groupOf(pair.high());
    Set<Long> everybody = new TreeSet<>(first);
    everybody.addAll(second);
    everybody.addAll(agreeing.getOrDefault(pair.low(), Set.of()));
    everybody.addAll(agreeing.getOrDefault(pair.high(), Set.of()));
    everybody.removeAll(silent);
    for (long one : everybody) {
      boolean withFirst = first.contains(one) || agree(one, pair.low());
      boolean withSecond = second.contains(one) || agree(one, pair.high());
      if (!withFirst || !withSecond) {
        return false;
      }
    }
    return allAgree(first, second);
  }

  private boolean allAgree(Set<Long> first, Set<Long> second) {
    for (long mine : first) {
      for (long theirs : second) {
        boolean asked = !silent.contains(mine) && !silent.contains(theirs);
        if (asked && !first.contains(theirs) && !agree(mine, theirs)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean agree(long one, long other) {
    Pair pair = Pair.of(one, other);
    Row row = pairs.get(pair);
    return row != null && row.same() >= from && !row.conflict() && !apart.contains(pair);
  }
}
