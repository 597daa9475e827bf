package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Entries written short: {@code P7} is a patient, {@code M7} the same in a merge, V, O. */
final class Entries {
  private Entries() {}

  static JournalEntry entry(long seq, String type, String... keys) {
    return entry(seq, seq, 0, "mercy/adt", type, List.of(keys));
  }

  static JournalEntry repeat(long seq, long of) {
    return entry(seq, seq, of, "mercy/adt", "ADT^A08", List.of("P1"));
  }

  static JournalEntry copy(long seq, long position, String... keys) {
    return entry(seq, position, 0, "mercy/adt", "ADT^A08", List.of(keys));
  }

  static JournalEntry entry(
      long seq, long position, long duplicateOf, String source, String type, List<String> keys) {
    return new JournalEntry(
        seq,
        position,
        new UUID(0, seq),
        SourceName.parse(source),
        1,
        Instant.EPOCH,
        type,
        duplicateOf,
        false,
        100,
        keys.stream().map(Entries::key).toList(),
        null,
        false);
  }

  private static HashedKey key(String text) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.name().charAt(0) == text.charAt(0))
            .findFirst()
            .orElseThrow();
    long space = kind == Kind.MERGE ? 'P' : text.charAt(0);
    return new HashedKey(kind, new Hash128(space, Long.parseLong(text.substring(1))));
  }
}
