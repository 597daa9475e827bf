package dev.trestle.semantics.validation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of texts, made once, that is asked all the time. */
final class Words {
  private final @Nullable String[] table;

  Words(Set<String> words) {
    table = new @Nullable String[Integer.highestOneBit(Math.max(1, words.size())) << 2];
    for (String word : words) {
      int at = spread(word.hashCode()) & (table.length - 1);
      while (table[at] != null) {
        at = (at + 1) & (table.length - 1);
      }
      // Codes in mappings are constants: found by being the same, without being compared.
      table[at] = word.intern();
    }
  }

  boolean has(String word) {
    int at = spread(word.hashCode()) & (table.length - 1);
    for (String there = table[at]; there != null; there = table[at]) {
      if (there.equals(word)) {
        return true;
      }
      at = (at + 1) & (table.length - 1);
    }
    return false;
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 15;
  }
}
