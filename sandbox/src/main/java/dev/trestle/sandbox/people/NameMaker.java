package dev.trestle.sandbox.people;

import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes names from syllables, in ten styles and four scripts. */
final class NameMaker {
  private static final double REAL_GIVEN = 0.25;
  private static final List<String> STYLES =
      weighted(
          "english*8",
          "spanish*4",
          "german*2",
          "french",
          "nordic",
          "polish",
          "vietnamese",
          "cyrillic",
          "greek",
          "han");

  private final Map<String, List<String>> syllables = new TreeMap<>();

  NameMaker() {
    for (String line : Lists.lines("names.txt")) {
      int colon = line.indexOf(':');
      syllables.put(
          line.substring(0, colon), List.of(line.substring(colon + 1).strip().split(" ")));
    }
  }

  private static List<String> weighted(String... styles) {
    return java.util.Arrays.stream(styles)
        .flatMap(
            style -> {
              String[] parts = style.split("\\*");
              int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
              return java.util.Collections.nCopies(times, parts[0]).stream();
            })
        .toList();
  }

  String style(Draw draw) {
    return draw.pick(STYLES);
  }

  /** A family name: Latin form and own script (empty where that is Latin). */
  Spelled family(String style, Draw draw) {
    return join(pick(style, "family.start", draw), pick(style, "family.end", draw));
  }

  Spelled given(String style, Sex sex, Draw draw) {
    return join(pick(style, "given.start", draw), pick(style, givenEnd(sex), draw));
  }

  /** A real given name that has a nickname, where the style has those. */
  boolean drawsRealGiven(String style, Draw draw) {
    return style.equals("english") && draw.chance(REAL_GIVEN);
  }

  Spelled realGiven(Sex sex, Draw draw) {
    String pair = draw.pick(list("real." + sex.name().toLowerCase(Locale.ROOT)));
    return new Spelled(pair.substring(0, pair.indexOf('=')), "");
  }

  private static String givenEnd(Sex sex) {
    return sex == Sex.F ? "given.f" : "given.m";
  }

  private Spelled pick(String style, String slot, Draw draw) {
    String word = draw.pick(list(style + "." + slot));
    int bar = word.indexOf('|');
    return bar < 0
        ? new Spelled(word, "")
        : new Spelled(word.substring(0, bar), word.substring(bar + 1));
  }

  private List<String> list(String key) {
    List<String> words = syllables.get(key);
    if (words == null) {
      throw new IllegalArgumentException("names.txt has no line " + key);
    }
    return words;
  }

  private static Spelled join(Spelled start, Spelled end) {
    return new Spelled(start.latin() + end.latin(), start.script() + end.script());
  }

  /** One word in two spellings. */
  record Spelled(String latin, String script) {
    @Override
    public String toString() {
      return "Spelled";
    }
  }
}
