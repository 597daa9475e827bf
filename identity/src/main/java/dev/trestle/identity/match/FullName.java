package dev.trestle.identity.match;

import java.util.List;

/**
 * A name as it is compared: Latin capitals and digits only.
 *
 * @param family in one word
 * @param parts the words of the family name: a hyphen or blank separates them
 * @param given first given name
 * @param suffix {@code JR}, {@code III}, or empty
 */
record FullName(String family, List<String> parts, String given, String suffix) {
  FullName {
    parts = List.copyOf(parts);
  }

  @Override
  public String toString() {
    return "FullName";
  }
}
