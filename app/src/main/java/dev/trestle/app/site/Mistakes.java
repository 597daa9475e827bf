package dev.trestle.app.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers mistakes, so that one check shows them all. */
final class Mistakes {
  /** More than this help nobody. */
  static final int LIMIT = 100;

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
}
