package dev.trestle.semantics.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things found by their names. Names of one kind of object mostly come in one order, so each thing
 * remembers which one first came after it: when the same comes again it is found without hashing
 * its name and without the table, which the translation before has pushed out of the caches (ADR
 * 122). A wrong guess costs a comparison. Thread-safe: what is remembered may be lost to another
 * thread, and is never wrong.
 */
final class Names<N extends Names.Named> {
  // Not changed once it is seen by others.
  private volatile @Nullable Named[] table = {null};
  private @Nullable Named first;

  /** Has a name. Its other fields must be final, since it is handed on without a lock. */
  abstract static class Named {
    private final String name;
    private @Nullable Named next;

    /**
     * @param name kept as a constant, as names in mappings are: found by being the same
     */
    Named(String name) {
      this.name = name.intern();
    }

    final String name() {
      return name;
    }
  }

  /** Puts more into it; of those with the same name the first counts. */
  synchronized void add(List<? extends N> more) {
    @Nullable Named[] before = table;
    int size = more.size();
    for (Named each : before) {
      size += each == null ? 0 : 1;
    }
    @Nullable Named[] larger = new @Nullable Named[Integer.highestOneBit(Math.max(1, size)) << 2];
    for (Named each : before) {
      if (each != null) {
        put(larger, each);
      }
    }
    for (Named each : more) {
      put(larger, each);
    }
    table = larger;
  }

  private static void put(@Nullable Named[] table, Named named) {
    int at = at(named.name, table);
    for (Named there = table[at]; there != null; there = table[at]) {
      if (there.name.equals(named.name)) {
        return;
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = named;
  }

  int size() {
    int size = 0;
    for (Named each : table) {
      size += each == null ? 0 : 1;
    }
    return size;
  }

  /** The one of this name. */
  @Nullable N find(String name) {
    @Nullable Named[] names = table;
    int at = at(name, names);
    for (Named there = names[at]; there != null; there = names[at]) {
      if (there.name.equals(name)) {
        return cast(there);
      }
      at = (at + 1) & (names.length - 1);
    }
    return null;
  }

  /**
   * The one of this name.
   *
   * @param before the one that was found before it in the same object; null for the first
   */
  @Nullable N find(String name, @Nullable N before) {
    Named guess = before == null ? first : ((Named) before).next;
    if (guess != null && guess.name.equals(name)) {
      return cast(guess);
    }
    N found = find(name);
    if (guess == null && found != null) {
      if (before == null) {
        first = found;
      } else {
        ((Named) before).next = found;
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked") // what follows one was found here
  private N cast(Named named) {
    return (N) named;
  }

  private static int at(String name, @Nullable Named[] table) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 15) & (table.length - 1);
  }
}
