package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.convert.Taken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition of a rule. Total: it always has an answer, also when segments are not there. */
public sealed interface Condition {
  boolean holds(Surroundings around, @Nullable Taken at);

  /** {@code valued(PID-3)}. */
  record Valued(FieldPath path) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return around.valued(path, at);
    }
  }

  /** {@code PID-8 in (M, F)} and {@code PID-8 = M}. */
  record In(FieldPath path, Set<String> values) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return values.contains(around.text(path, at));
    }
  }

  /** {@code same(TXA-12.1, TXA-13.1)}: both say the same, also nothing. */
  record Same(FieldPath left, FieldPath right) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return around.text(left, at).equals(around.text(right, at));
    }
  }

  /** {@code trigger in (A01, A04)}. */
  record Trigger(Set<String> values) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return values.contains(around.trigger());
    }
  }

  /** {@code after in (PID, PV1)}: the segment that this one belongs to. */
  record After(Set<String> names) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return names.contains(around.after());
    }
  }

  /** {@code length(PID-7) > 8}. */
  record Length(FieldPath path, char comparison, int length) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      int actual = around.text(path, at).length();
      return switch (comparison) {
        case '<' -> actual < length;
        case '>' -> actual > length;
        default -> actual == length;
      };
    }
  }

  /**
   * {@code negative(FT1-10)}: a number below zero, written as {@code -1}, {@code 1-}, {@code (1)}.
   */
  record Negative(FieldPath path) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      String text = around.text(path, at);
      int end = 0;
      boolean some = false;
      while (end < text.length() && "+-(.,0123456789 ".indexOf(text.charAt(end)) >= 0) {
        some |= text.charAt(end) >= '1' && text.charAt(end) <= '9';
        end++;
      }
      String number = text.substring(0, end);
      return some && (number.indexOf('-') >= 0 || number.startsWith("("));
    }
  }

  /** {@code not …}. */
  record Not(Condition inner) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return !inner.holds(around, at);
    }
  }

  /** {@code … and …}. */
  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return left.holds(around, at) && right.holds(around, at);
    }
  }

  /** {@code … or …}. */
  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(Surroundings around, @Nullable Taken at) {
      return left.holds(around, at) || right.holds(around, at);
    }
  }
}
