package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.Finding;
import java.util.List;
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
}
