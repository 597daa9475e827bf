package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.Finding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The short form of findings that is kept with an outcome: {@code W302@PID-7;I309@ZPD-2}. */
public final class FindingCodes {
  /** Findings kept with one outcome; the message can always be translated again for the rest. */
  public static final int KEPT_LIMIT = 50;

  private FindingCodes() {}

  /** The short form, or null when there are none. */
  public static @Nullable String of(List<Finding> findings) {
    if (findings.isEmpty()) {
      return null;
    }
    return findings.stream()
        .limit(KEPT_LIMIT)
        .map(f -> f.severity().name().charAt(0) + "" + f.code().number() + "@" + f.location())
        .collect(Collectors.joining(";"));
  }

  /** The numbers of the problems in a short form, each once. */
  public static Set<Integer> numbers(String findings) {
    Set<Integer> numbers = new TreeSet<>();
    for (String one : findings.split(";")) {
      int at = one.indexOf('@');
      if (at > 1 && one.substring(1, at).chars().allMatch(c -> c >= '0' && c <= '9')) {
        numbers.add(Integer.parseInt(one.substring(1, at)));
      }
    }
    return numbers;
  }
}
