package dev.trestle.identity.golden;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Values that say the same, of one record or more.
 *
 * @param values at least one
 */
record Candidate(List<Value> values) {
  /** What decides where no criterion does: the order of the ids, which nothing changes. */
  static final String NOTHING = "nothing";

  Candidate {
    values = List.copyOf(values);
  }

  /** Better ones first. */
  static Comparator<Candidate> order(List<Criterion> by) {
    Comparator<Candidate> order =
        Comparator.comparing(candidate -> candidate.values().get(0).place());
    for (int i = by.size() - 1; i >= 0; i--) {
      order = better(by.get(i)).thenComparing(order);
    }
    return order;
  }

  private static Comparator<Candidate> better(Criterion criterion) {
    Comparator<Candidate> worse =
        switch (criterion) {
          case VERIFIED -> Comparator.comparing(one -> one.any(Value::verified));
          case KNOWN -> Comparator.comparing(one -> one.any(Value::known));
          case STANDING ->
              Comparator.comparing(one -> one.any(value -> value.record().isCurrent()));
          case AUTHORITY -> Comparator.comparing(one -> one.most(value -> value.said().level()));
          case RECENCY -> Comparator.comparing(one -> one.most(value -> value.said().timeMicros()));
          case FREQUENCY -> Comparator.comparing(one -> one.from().size());
          case COMPLETENESS -> Comparator.comparing(one -> one.most(Value::leaves));
        };
    return worse.reversed();
  }

  /** The criterion by which this one is better than another. */
  String decidedAgainst(Candidate other, List<Criterion> by) {
    Optional<Criterion> decisive =
        by.stream().filter(criterion -> better(criterion).compare(this, other) != 0).findFirst();
    return decisive.map(Criterion::text).orElse(NOTHING);
  }

  private boolean any(Predicate<Value> what) {
    return values.stream().anyMatch(what);
  }

  private long most(ToLongFunction<Value> what) {
    return values.stream().mapToLong(what).max().orElseThrow();
  }

  /** The best way it is written. */
  Value shown(List<Criterion> by) {
    Comparator<Candidate> order = order(by);
    return values.stream()
        .min((one, other) -> order.compare(single(one), single(other)))
        .orElseThrow();
  }

  private static Candidate single(Value value) {
    return new Candidate(List.of(value));
  }

  String same() {
    return values.get(0).same();
  }

  boolean isVerified() {
    return any(Value::verified);
  }

  List<UUID> from() {
    return values.stream().map(value -> value.record().id()).distinct().toList();
  }

  @Override
  public String toString() {
    return "Candidate[" + values.size() + "]";
  }
}
