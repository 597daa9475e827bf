package dev.trestle.identity.resolve;

import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.resolve.HeadStore.Head;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opened traits of records that were compared lately, so that they are not read and opened for each
 * Patient who shares a key with them. Patient data: in memory only. Whoever changes traits moves
 * the head in the same transaction, so with the head that this process has left the table says what
 * is kept here; with any other head nothing here counts.
 */
final class OpenedRecords {
  /** Records kept; the ones not asked for the longest go first. */
  static final int KEPT_RECORDS = 20_000;

  /** Longer traits are not kept: they would take the place of many. */
  static final int KEPT_LETTERS = 2_000;

  private final Map<Long, Opened> records =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Opened> eldest) {
          return size() > KEPT_RECORDS;
        }
      };

  private @Nullable Head validAt;

  /** A transaction that holds the head's lock has read this head. */
  void begin(Head head) {
    if (!head.equals(validAt)) {
      records.clear();
    }
    validAt = null; // until it is known that it was committed
  }

  @Nullable Opened find(long rid) {
    return records.get(rid);
  }

  /**
   * The transaction is committed.
   *
   * @param head as it left it
   * @param seen what it has read and written
   */
  void committed(Head head, Collection<Opened> seen) {
    for (Opened one : seen) {
      if (one.letters() <= KEPT_LETTERS) {
        records.put(one.rid(), one);
      } else {
        records.remove(one.rid());
      }
    }
    validAt = head;
  }

  int size() {
    return records.size();
  }
}
