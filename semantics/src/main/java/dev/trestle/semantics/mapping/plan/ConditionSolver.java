package dev.trestle.semantics.mapping.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether there can be a message for which a condition holds. When it says no there is none; when
 * it says yes there may still be none: what it does not see (how texts of a field and of its
 * components belong together, a condition of very many cases) counts as possible.
 */
final class ConditionSolver {
  /** Cases of a condition that are looked at; one with more counts as possible. */
  private static final int CASES_LIMIT = 2_000;

  /** The triggers of the messages in question; null for any. */
  private final @Nullable Set<String> triggers;

  ConditionSolver(@Nullable Set<String> triggers) {
    this.triggers = triggers;
  }

  /** A test of a condition, or its opposite. */
  private record Literal(Condition test, boolean holds) {}

  /** A condition of too many cases. */
  private static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException() {
      super("a condition of more cases than are looked at", null, false, false);
    }
  }

  /** Whether all of them can hold together; null stands for no condition. */
  boolean canHold(List<@Nullable Condition> conditions) {
    List<List<Literal>> cases = List.of(List.of());
    try {
      for (Condition condition : conditions) {
        if (condition != null) {
          cases = both(cases, cases(condition, true));
        }
      }
    } catch (TooManyException e) {
      return true;
    }
    return cases.stream().anyMatch(this::possible);
  }

  /** Disjunctive normal form. */
  private List<List<Literal>> cases(Condition condition, boolean holds) {
    if (condition instanceof Condition.Not not) {
      return cases(not.inner(), !holds);
    }
    if (condition instanceof Condition.And and) {
      return joined(cases(and.left(), holds), cases(and.right(), holds), holds);
    }
    if (condition instanceof Condition.Or or) {
      return joined(cases(or.left(), holds), cases(or.right(), holds), !holds);
    }
    return List.of(List.of(new Literal(condition, holds)));
  }

  private List<List<Literal>> joined(
      List<List<Literal>> left, List<List<Literal>> right, boolean and) {
    if (and) {
      return both(left, right);
    }
    List<List<Literal>> either = new ArrayList<>(left);
    either.addAll(right);
    return either;
  }

  /** Cases that contradict themselves are left out at once: that keeps the others few. */
  private List<List<Literal>> both(List<List<Literal>> left, List<List<Literal>> right) {
    List<List<Literal>> both = new ArrayList<>();
    for (List<Literal> one : left) {
      for (List<Literal> other : right) {
        List<Literal> all = new ArrayList<>(one);
        all.addAll(other);
        if (possible(all)) {
          both.add(all);
        }
        if (both.size() > CASES_LIMIT) {
          throw new TooManyException();
        }
      }
    }
    return both;
  }

  private boolean possible(List<Literal> literals) {
    ConditionFacts facts = new ConditionFacts();
    if (triggers != null) {
      facts.text("trigger").in(triggers, true);
    }
    Set<Condition.Same> same = new HashSet<>();
    Set<Condition.Same> different = new HashSet<>();
    for (Literal literal : literals) {
      boolean holds = literal.holds();
      if (literal.test() instanceof Condition.In in) {
        facts.text(in.path()).in(in.values(), holds);
      } else if (literal.test() instanceof Condition.Trigger trigger) {
        facts.text("trigger").in(trigger.values(), holds);
      } else if (literal.test() instanceof Condition.After after) {
        facts.text("after").in(after.names(), holds);
      } else if (literal.test() instanceof Condition.Length length) {
        facts.text(length.path()).length(length.comparison(), length.length(), holds);
      } else if (literal.test() instanceof Condition.Valued valued) {
        facts.valued(valued.path(), holds);
      } else if (literal.test() instanceof Condition.Same pair) {
        (holds ? same : different).add(pair);
      }
    }
    return facts.possible(same, different);
  }
}
