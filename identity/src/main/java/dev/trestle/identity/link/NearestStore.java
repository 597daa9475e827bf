package dev.trestle.identity.link;

import dev.trestle.identity.link.LedgerStore.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The nearest candidate beside the two records of a decision: of those who are another person also
 * after it, the one that the pairs kept by the resolver say is the likeliest. Within the
 * transaction that takes the decision.
 */
final class NearestStore {
  private static final String PAIRS =
      """
      select low, high, same from identity_pair where low = any (:rids)
      union
      select low, high, same from identity_pair where high = any (:rids)
      order by same desc, low, high
      """;
  private static final String PERSONS =
      "select rid, coalesce(person, rid) as person from source_record where rid = any (:rids)";

  private final Map<Long, List<Candidate>> candidates = new HashMap<>();
  private final Map<Long, Long> persons = new HashMap<>();

  /** Somebody who may be one person with a record. */
  private record Candidate(long rid, double same) {}

  private NearestStore() {}

  /** For each pair of some decisions that are taken together. */
  static Map<Pair, Nearest> of(Handle handle, Collection<Decision> decisions) {
    NearestStore store = new NearestStore();
    Set<Long> ends = new TreeSet<>();
    decisions.forEach(one -> ends.addAll(List.of(one.survivor(), one.retired())));
    store.read(handle, ends);
    decisions.stream()
        .filter(one -> one.kind().links())
        .forEach(one -> store.join(one.survivor(), one.retired()));
    Map<Pair, Nearest> nearest = new HashMap<>();
    for (Decision decision : decisions) {
      Pair pair = Pair.of(decision.survivor(), decision.retired());
      nearest.put(pair, store.nearest(pair));
    }
    return nearest;
  }

  private void read(Handle handle, Set<Long> ends) {
    Set<Long> all = new TreeSet<>(ends);
    handle
        .createQuery(PAIRS)
        .bindArray("rids", Long.class, ends.toArray())
        .map(
            (row, context) -> {
              long low = row.getLong("low");
              long high = row.getLong("high");
              add(low, high, row.getDouble("same"));
              add(high, low, row.getDouble("same"));
              return List.of(low, high);
            })
        .forEach(all::addAll);
    handle
        .createQuery(PERSONS)
        .bindArray("rids", Long.class, all.toArray())
        .map((row, context) -> persons.put(row.getLong("rid"), row.getLong("person")))
        .list();
  }

  private void add(long rid, long other, double same) {
    candidates.computeIfAbsent(rid, none -> new ArrayList<>(1)).add(new Candidate(other, same));
  }

  private void join(long first, long second) {
    long one = person(first);
    long other = person(second);
    persons.putIfAbsent(first, one);
    persons.putIfAbsent(second, other);
    persons.replaceAll((rid, person) -> person == other ? one : person);
  }

  private long person(long rid) {
    return persons.getOrDefault(rid, rid);
  }

  /** The likeliest stand first. */
  private Nearest nearest(Pair pair) {
    Nearest nearest = Nearest.NOBODY;
    for (long end : List.of(pair.low(), pair.high())) {
      for (Candidate candidate : candidates.getOrDefault(end, List.of())) {
        long person = person(candidate.rid());
        boolean another = person != person(pair.low()) && person != person(pair.high());
        if (another && candidate.same() > nearest.same()) {
          nearest = new Nearest(candidate.rid(), candidate.same());
        }
      }
    }
    return nearest;
  }
}
