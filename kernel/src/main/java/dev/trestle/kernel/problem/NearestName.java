package dev.trestle.kernel.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was probably meant by a name that does not exist. */
public final class NearestName {
  /** Letters that may be wrong; with more the suggestion is a guess. */
  private static final int NEAR = 3;

  private NearestName() {}

  /** The known name that differs least, when it differs by few letters. */
  public static Optional<String> of(String given, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(given, name)))
        .filter(name -> distance(given, name) <= NEAR);
  }

  /** All known names, those that differ least first; of equal ones in the order of the alphabet. */
  public static List<String> nearestFirst(String given, Collection<String> known) {
    return known.stream()
        .sorted(
            Comparator.<String>comparingInt(name -> distance(given, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** {@code ; did you mean `x`?}, or the list of what there is. */
  public static String hint(String given, Collection<String> known) {
    Optional<String> nearest = of(given, known);
    if (nearest.isPresent()) {
      return "; did you mean `" + nearest.get() + "`?";
    }
    return known.isEmpty()
        ? ""
        : "; there are " + String.join(", ", known.stream().sorted().toList());
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
