package dev.trestle.identity.people;

import dev.trestle.identity.compare.NameLevel;
import java.util.Arrays;
import java.util.List;

/** What is compared, with its levels of agreement, best first, as models and evidence name them. */
public enum Field {
  NAME(0, "name", Arrays.stream(NameLevel.values()).map(NameLevel::word).toList()),
  MIDDLE(1, "middle", List.of("equal", "initial", "different")),
  SUFFIX(2, "suffix", List.of("equal", "different")),
  BIRTH_DATE(
      3,
      "birth-date",
      List.of(
          "exact",
          "exact-estimated",
          "swapped",
          "near",
          "one-digit",
          "same-day",
          "same-year-estimated",
          "same-year",
          "different")),
  SEX(4, "sex", List.of("equal", "different")),
  SSN(5, "ssn", List.of("exact", "one-digit", "last-four", "different")),
  IDENTIFIER(6, "identifier", List.of("exact", "one-edit", "different")),
  ADDRESS(
      7,
      "address",
      List.of(
          "exact",
          "street-close",
          "street-only",
          "place",
          "zip",
          "city",
          "zip-area",
          "state",
          "different")),
  PHONE(8, "phone", List.of("exact", "one-digit", "different")),
  EMAIL(9, "email", List.of("exact", "one-edit", "similar", "different")),
  MOTHER(10, "mother-family", List.of("exact", "close", "different")),
  /** Each further text column is a field of its own. */
  OTHER(11, "other", List.of("exact", "close", "shared", "different"));

  private static final List<Field> ALL = List.of(values());

  private final int index;
  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // copied into a list that nobody can change
  private final List<String> levels;

  Field(int index, String word, List<String> levels) {
    this.index = index;
    this.word = word;
    this.levels = List.copyOf(levels);
  }

  public String word() {
    return word;
  }

  /** Its place among the fields of a table. */
  public int index() {
    return index;
  }

  /** The field at a place; further text columns come last. */
  static Field at(int index) {
    return ALL.get(Math.min(index, OTHER.index));
  }

  /** The number of a level. */
  public int level(String name) {
    int level = levels.indexOf(name);
    if (level < 0) {
      throw new IllegalArgumentException(
          word + " has no level " + name + "; it has " + String.join(", ", levels));
    }
    return level;
  }

  /**
   * Levels that exclude each other share a group, and their shares add up to one: names of two
   * parts are one group, what is left where a part is missing is another.
   */
  public int group(int level) {
    return this == NAME && level > NameLevel.DIFFERENT.index() ? 1 : 0;
  }

  /** Names of its levels, best first. */
  public List<String> levels() {
    return levels;
  }
}
