package dev.trestle.identity.standard;

import java.util.ArrayList;
import java.util.List;

/**
 * A name as it is compared: Latin capitals and digits only.
 *
 * @param family in one word
 * @param parts the words of the family name: a hyphen or blank separates them
 * @param given first given name
 * @param suffix {@code JR}, {@code III}, or empty
 */
public record FullName(String family, List<String> parts, String given, String suffix) {
  public FullName {
    parts = List.copyOf(parts);
  }

  /** A name as somebody wrote it. */
  public static FullName of(String family, String given, String suffix) {
    return new FullName(Latin.word(family), parts(family), Latin.word(given), Latin.word(suffix));
  }

  private static List<String> parts(String family) {
    List<String> parts = new ArrayList<>();
    for (String part : family.split("[\\s\\-\u2010-\u2015]+")) {
      String word = Latin.word(part);
      if (word.length() > 1) {
        parts.add(word);
      }
    }
    return parts.isEmpty() ? List.of(Latin.word(family)) : parts;
  }

  /** Whether there are both a given and a family name. */
  public boolean isWhole() {
    return !family.isEmpty() && !given.isEmpty();
  }

  public boolean isEmpty() {
    return family.isEmpty() && given.isEmpty();
  }

  @Override
  public String toString() {
    return "FullName";
  }
}
