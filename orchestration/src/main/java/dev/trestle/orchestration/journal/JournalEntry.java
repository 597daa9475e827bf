package dev.trestle.orchestration.journal;

import dev.trestle.kernel.site.SourceName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the dispatcher reads it.
 *
 * @param seq sequence number
 * @param id place of the sealed bytes: its own id, or for a duplicate that of the first copy
 * @param source who sent it
 * @param sourceNumber the source in the database
 * @param receivedAt time of the journal
 * @param type {@code ADT^A01}
 * @param duplicateOf the first copy, or 0
 * @param keys what orders it
 * @param sealed the message, or null when it is to be read on its own because it is large
 */
public record JournalEntry(
    long seq,
    UUID id,
    SourceName source,
    int sourceNumber,
    Instant receivedAt,
    String type,
    long duplicateOf,
    List<HashedKey> keys,
    byte @Nullable [] sealed) {

  /** MSH-9.1. */
  public String messageCode() {
    int caret = type.indexOf('^');
    return caret < 0 ? type : type.substring(0, caret);
  }

  @Override
  public String toString() {
    return "JournalEntry[" + seq + ", " + source + ", " + type + "]";
  }
}
