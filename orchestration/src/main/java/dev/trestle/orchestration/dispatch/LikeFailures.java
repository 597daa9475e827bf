package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells when one thing goes wrong with a whole source: {@link #FAILURES} messages failed for the
 * same reason at about the same place within {@link #WITHIN}, and they were at least half of what
 * the source sent meanwhile. A rare fault of a busy source is no reason to pause it. Not
 * thread-safe.
 */
final class LikeFailures {
  /** Failures of one kind that pause a source. */
  static final int FAILURES = 50;

  /** The time within which they happen. */
  static final Duration WITHIN = Duration.ofMinutes(5);

  /** Kinds of failures remembered; the one longest unseen is forgotten first. */
  private static final int KINDS = 1_000;

  private record Kind(int source, ProblemCode code, String location) {}

  /** One failure, and how many entries of its source were settled before. */
  private record Mark(Instant at, long settledBefore) {}

  private final Map<Integer, Long> settled = new HashMap<>();
  private final Map<Kind, ArrayDeque<Mark>> marks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, ArrayDeque<Mark>> eldest) {
          return size() > KINDS;
        }
      };

  /** An entry of a source was settled. */
  void settled(int source) {
    settled.merge(source, 1L, Long::sum);
  }

  /** An entry failed for the first time; returns whether its source is to be paused. */
  boolean failed(int source, Finding problem, Instant now) {
    Kind kind = new Kind(source, problem.code(), place(problem.location()));
    ArrayDeque<Mark> like = marks.computeIfAbsent(kind, unused -> new ArrayDeque<>());
    long settledSoFar = settled.getOrDefault(source, 0L);
    like.add(new Mark(now, settledSoFar));
    Instant oldest = now.minus(WITHIN);
    while (like.size() > FAILURES || like.element().at().isBefore(oldest)) {
      like.remove();
    }
    boolean many =
        like.size() == FAILURES && settledSoFar - like.element().settledBefore() <= FAILURES;
    if (many) {
      marks.remove(kind);
    }
    return many;
  }

  /** {@code PID[2]-3[4].1} and {@code PID-3} are about the same place. */
  static String place(String location) {
    String plain = location.replaceAll("\\[[0-9]*\\]", "");
    int component = plain.indexOf('.');
    return component < 0 ? plain : plain.substring(0, component);
  }
}
