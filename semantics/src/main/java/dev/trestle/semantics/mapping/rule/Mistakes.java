package dev.trestle.semantics.mapping.rule;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Collection;

/** Failures of a mapping, with file, line and what was probably meant. */
public final class Mistakes {
  private static final int FAR = 4;

  private Mistakes() {}

  public static TrestleException at(Place place, String text) {
    return new TrestleException(
        ProblemCode.MAPPING_INVALID, place.file() + ":" + place.line() + ": " + text);
  }

  /** {@code unknown converter "dat"; did you mean "date"?}. */
  public static TrestleException unknown(
      Place place, String what, String name, Collection<String> known) {
    String best = null;
    int distance = FAR;
    for (String candidate : known) {
      int d = distance(name, candidate);
      if (d < distance) {
        best = candidate;
        distance = d;
      }
    }
    String hint = best == null ? "" : "; did you mean \"" + best + "\"?";
    return at(place, "unknown " + what + " \"" + name + "\"" + hint);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
