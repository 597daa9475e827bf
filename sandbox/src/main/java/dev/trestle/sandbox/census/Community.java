package dev.trestle.sandbox.census;

import dev.trestle.sandbox.people.Sex;
import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * People who give each other names from one stock. A name of rank r is had in proportion to {@code
 * 1 / (r + offset) ^ exponent} (Zipf and Mandelbrot), so that a few names are everywhere and most
 * are rare. Offsets and exponents are set so that the most frequent names have about the share that
 * censuses report: 0.9 % of a family name in English, 4 % in Spanish, 30 % in Vietnamese.
 */
final class Community {
  static final Community SPANISH =
      new Community("spanish", 19, 0.35, new Zipf(3_000, 4, 1.05), new Zipf(400, 4, 1.1));

  private static final Community ENGLISH =
      new Community("english", 64, 0.015, new Zipf(20_000, 9, 0.9), new Zipf(1_500, 7, 1.05));
  private static final List<Community> ALL =
      List.of(
          ENGLISH,
          SPANISH,
          new Community("vietnamese", 4, 0.4, new Zipf(60, 0.2, 1.25), new Zipf(120, 6, 1.0)),
          new Community("han", 5, 0.2, new Zipf(120, 5, 1.1), new Zipf(300, 8, 0.9)),
          new Community("slavic", 4, 0.25, new Zipf(1_500, 12, 0.8), new Zipf(60, 2, 1.1)),
          new Community("arabic", 4, 0.25, new Zipf(400, 4, 1.0), new Zipf(120, 3, 1.1)));
  private static final int SHARES = ALL.stream().mapToInt(one -> one.share).sum();

  private static final Map<String, List<String>> LISTED = read("census.txt");
  private static final Map<String, List<String>> SYLLABLES = read("names.txt");

  /** Of this many years have the same favourites. */
  private static final int GENERATION = 25;

  private static final int GENERATIONS = 5;
  private static final int STEP = 7;
  private static final long PRIME = 7_919;
  private static final double ANOTHER_SPELLING = 0.15;

  private final String word;
  private final int share;
  private final double looseness;
  private final Zipf families;
  private final Zipf givens;

  private Community(String word, int share, double looseness, Zipf families, Zipf givens) {
    this.word = word;
    this.share = share;
    this.looseness = looseness;
    this.families = families;
    this.givens = givens;
  }

  private static Map<String, List<String>> read(String file) {
    Map<String, List<String>> lists = new TreeMap<>();
    for (String line : Lists.lines(file)) {
      int colon = line.indexOf(':');
      lists.put(line.substring(0, colon), List.of(line.substring(colon + 1).strip().split(" ")));
    }
    return lists;
  }

  /** One of them, by how many people belong to each. */
  static Community any(Draw draw) {
    int at = draw.below(SHARES);
    for (Community one : ALL) {
      at -= one.share;
      if (at < 0) {
        return one;
      }
    }
    return ENGLISH;
  }

  /** The pairs {@code A=B} of a line of the list. */
  static List<List<String>> pairs(String key) {
    return LISTED.getOrDefault(key, List.of()).stream()
        .map(pair -> List.of(pair.split("=")))
        .toList();
  }

  /** How often a name is written in another of its spellings. */
  double looseness() {
    return looseness;
  }

  /** Whether its names come from another script, or are written with many marks. */
  boolean isTransliterated() {
    return this != ENGLISH && this != SPANISH;
  }

  /** Whether the family name comes first, and lands in the wrong column now and then. */
  boolean isFamilyFirst() {
    return word.equals("han") || word.equals("vietnamese");
  }

  /** A family name in all its spellings, that of the family first. */
  List<String> family(Draw draw) {
    return name(word + ".family", families.rank(draw), "family.end", 0, draw);
  }

  /** A given name as it was given to those born in a year: each generation has its favourites. */
  List<String> given(Sex sex, int year, Draw draw) {
    String slot = sex == Sex.F ? "f" : "m";
    int generation = year / GENERATION % GENERATIONS;
    return name(word + "." + slot, givens.rank(draw), "given." + slot, generation, draw);
  }

  private static List<String> name(String key, int rank, String ends, int generation, Draw draw) {
    List<String> listed = LISTED.getOrDefault(key, List.of());
    if (rank >= listed.size()) {
      return List.of(made(rank - listed.size(), ends));
    }
    String spellings = listed.get((rank + STEP * generation) % listed.size());
    List<String> all = new ArrayList<>(List.of(spellings.split("\\|")));
    int own = draw.chance(ANOTHER_SPELLING) ? draw.below(all.size()) : 0;
    while (!isLatin(all.get(own))) {
      own = (own + 1) % all.size();
    }
    all.add(0, all.remove(own));
    return List.copyOf(all);
  }

  private static boolean isLatin(String text) {
    return Character.UnicodeScript.of(text.codePointAt(0)) == Character.UnicodeScript.LATIN;
  }

  /** A rare name of syllables; each number gives another one, and neighbours are not alike. */
  private static String made(int number, String ends) {
    String kind = ends.substring(0, ends.indexOf('.'));
    List<String> starts = new ArrayList<>();
    List<String> closes = new ArrayList<>();
    for (String style : new String[] {"english", "german", "nordic", "polish"}) {
      starts.addAll(SYLLABLES.getOrDefault(style + "." + kind + ".start", List.of()));
      closes.addAll(SYLLABLES.getOrDefault(style + "." + ends, List.of()));
    }
    List<String> middles = List.of("", "a", "el", "in", "o", "er", "an", "is", "u", "ol");
    int all = starts.size() * closes.size() * middles.size();
    int mixed = (int) (number * PRIME % all);
    return starts.get(mixed % starts.size())
        + middles.get(mixed / starts.size() % middles.size())
        + closes.get(mixed / starts.size() / middles.size());
  }

  @Override
  public String toString() {
    return "Community[" + word + "]";
  }
}
