package dev.trestle.app.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gathers mistakes, so that one check shows them all. */
final class Mistakes {
  /** More than this help nobody. */
  static final int LIMIT = 100;

  private static final int NEAR = 3;
  private final List<SiteMistake> all = new ArrayList<>();

  void add(String file, int line, String text) {
    if (all.size() < LIMIT) {
      all.add(new SiteMistake(file, line, text));
    }
  }

  List<SiteMistake> all() {
    return all.stream()
        .sorted(Comparator.comparing(SiteMistake::file).thenComparingInt(SiteMistake::line))
        .toList();
  }

  boolean none() {
    return all.isEmpty();
  }

  /** {@code ; did you mean `x`?}, or the list of what there is. */
  static String nearest(String given, Collection<String> known) {
    Optional<String> best = known.stream().min(Comparator.comparingInt(k -> distance(given, k)));
    if (best.isPresent() && distance(given, best.get()) <= NEAR) {
      return "; did you mean `" + best.get() + "`?";
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
