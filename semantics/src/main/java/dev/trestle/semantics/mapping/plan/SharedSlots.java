package dev.trestle.semantics.mapping.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether rules of two maps can write one slot in one message, and say something else there. What
 * cannot be known counts as kept apart: a wrong alarm would stop a mapping that is right.
 */
final class SharedSlots {
  private final MapPair pair;
  private final ConditionSolver solver;

  SharedSlots(MapPair pair) {
    this.pair = pair;
    this.solver = new ConditionSolver(pair.triggers());
  }

  /** What a rule says where this holds; it takes nothing where it has a text of its own. */
  private record Saying(RulePlan rule, RulePlan.@Nullable Take take, @Nullable Condition when) {}

  /** For two rules of one slot. */
  boolean meet(RulePlan one, RulePlan other) {
    // Which of two maps runs first is not known: what one of them gathers may well be joined.
    if (one.element().equals("identifier")
        || one.gather()
        || other.gather()
        || one.event() != other.event()
        || SlotCheck.level(pair.one(), one) != SlotCheck.level(pair.other(), other)
        || (one.isDetail() && !Objects.equals(one.of(), other.of()))) {
      return false;
    }
    List<@Nullable Condition> both = new ArrayList<>();
    Collections.addAll(
        both,
        pair.one().when(),
        one.when(),
        pair.beside(pair.other().when()),
        pair.beside(other.when()),
        sameRank(one));
    for (Saying first : sayings(one)) {
      for (Saying second : sayings(other)) {
        if (!same(first, second) && together(both, first, second)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean together(List<@Nullable Condition> both, Saying first, Saying second) {
    List<@Nullable Condition> all = new ArrayList<>(both);
    all.add(first.when());
    all.add(pair.beside(second.when()));
    both.forEach(condition -> differ(condition, first.take(), second.take(), all));
    return solver.canHold(all);
  }

  /**
   * Where a condition holds two fields against each other and finds them the same, nothing goes.
   */
  private static void differ(
      @Nullable Condition condition,
      RulePlan.@Nullable Take first,
      RulePlan.@Nullable Take second,
      List<@Nullable Condition> all) {
    if (condition instanceof Condition.Not not) {
      differ(not.inner(), first, second, all);
    } else if (condition instanceof Condition.And and) {
      differ(and.left(), first, second, all);
      differ(and.right(), first, second, all);
    } else if (condition instanceof Condition.Or or) {
      differ(or.left(), first, second, all);
      differ(or.right(), first, second, all);
    } else if (condition instanceof Condition.Same same
        && ((isOf(first, same.left()) && isOf(second, same.right()))
            || (isOf(first, same.right()) && isOf(second, same.left())))) {
      all.add(new Condition.Not(same));
    }
  }

  private static boolean isOf(RulePlan.@Nullable Take take, FieldPath path) {
    return take != null && take.path().fieldName().equals(path.fieldName());
  }

  /** The alternatives of a {@code choose} count where those before them have no value. */
  private static List<Saying> sayings(RulePlan rule) {
    if (rule.action() instanceof RulePlan.Take take) {
      return List.of(new Saying(rule, take, valued(take)));
    }
    if (!(rule.action() instanceof RulePlan.Choose choose)) {
      return List.of(new Saying(rule, null, null));
    }
    List<Saying> sayings = new ArrayList<>();
    Condition before = null;
    for (RulePlan.Take take : choose.takes()) {
      Condition valued = valued(take);
      sayings.add(
          new Saying(rule, take, before == null ? valued : new Condition.And(before, valued)));
      Condition not = new Condition.Not(valued);
      before = before == null ? not : new Condition.And(before, not);
    }
    return sayings;
  }

  private static Condition valued(RulePlan.Take take) {
    FieldPath path = take.path();
    return new Condition.Valued(new FieldPath(path.segment(), path.field(), path.component(), 0));
  }

  /** The same text, a reference to the same, or the same of one place. */
  private boolean same(Saying first, Saying second) {
    if (first.take() == null) {
      return first.rule().action().says(second.rule().action());
    }
    return !pair.apart()
        && first.take().equals(second.take())
        && Objects.equals(first.rule().where(), second.rule().where());
  }

  /** A final result ranks above one that is not: where both rank alike. */
  private @Nullable Condition sameRank(RulePlan rule) {
    Condition one = pair.one().finalWhen();
    Condition other = pair.beside(pair.other().finalWhen());
    if (SlotCheck.level(pair.one(), rule) != MapPlan.Level.RESULT || Objects.equals(one, other)) {
      return null;
    }
    if (one == null || other == null) {
      return new Condition.Not(Objects.requireNonNull(one == null ? other : one));
    }
    return new Condition.Or(
        new Condition.And(one, other),
        new Condition.And(new Condition.Not(one), new Condition.Not(other)));
  }
}
