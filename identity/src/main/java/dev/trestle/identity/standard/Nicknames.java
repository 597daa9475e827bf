package dev.trestle.identity.standard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Given names that stand for each other. */
public final class Nicknames {
  private final Map<String, Set<Integer>> lines = new HashMap<>();
  private final List<String> heads = new ArrayList<>();

  /** One line for each group of names, blanks between them; {@code #} begins a remark. */
  public Nicknames(String text) {
    for (String line : text.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] names = line.strip().split(" ");
      for (String name : names) {
        lines.computeIfAbsent(name, none -> new TreeSet<>()).add(heads.size());
      }
      heads.add(names[0]);
    }
  }

  /** Whether one line holds both. */
  public boolean near(String first, String second) {
    Set<Integer> mine = lines.getOrDefault(first, Set.of());
    return !mine.isEmpty() && !Collections.disjoint(mine, lines.getOrDefault(second, Set.of()));
  }

  /** The full forms of a name, itself when it is none. */
  public List<String> roots(String given) {
    Set<Integer> in = lines.getOrDefault(given, Set.of());
    return in.isEmpty() ? List.of(given) : in.stream().map(heads::get).distinct().toList();
  }
}
