package dev.trestle.orchestration.journal;

import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the dispatcher reads it.
 *
 * @param seq sequence number
 * @param position its place in the order of its keys: {@code seq}, or for a corrected copy the
 *     place of the original
 * @param id its id, and the place its bytes are sealed for
 * @param source who sent it
 * @param sourceNumber the source in the database
 * @param receivedAt time of the journal
 * @param type {@code ADT^A01}
 * @param duplicateOf the first copy, or 0
 * @param idReused its control id was used before with other content
 * @param bytes length of the message
 * @param keys what orders it
 * @param sealed the message, or null when it is to be read on its own
 * @param heldTooLong it no longer waits for what it depends on (DESIGN §4 "Failing")
 */
public record JournalEntry(
    long seq,
    long position,
    UUID id,
    SourceName source,
    int sourceNumber,
    Instant receivedAt,
    String type,
    long duplicateOf,
    boolean idReused,
    int bytes,
    List<HashedKey> keys,
    byte @Nullable [] sealed,
    boolean heldTooLong) {

  /** MSH-9.1. */
  public String messageCode() {
    int caret = type.indexOf('^');
    return caret < 0 ? type : type.substring(0, caret);
  }

  /** Bytes it holds in memory beside its facts. */
  public int bytesInMemory() {
    return sealed == null ? 0 : sealed.length;
  }

  /** Whether few such messages fit into memory (DESIGN §3 "Intake"). */
  public boolean isBig() {
    return bytes > Source.BIG_MESSAGE_BYTES;
  }

  /** The same, to be read on its own when its turn comes. */
  public JournalEntry withoutSealed() {
    return with(null, heldTooLong);
  }

  /** The same, marked as one that was held too long. */
  public JournalEntry withHeldTooLong(boolean held) {
    return with(sealed, held);
  }

  private JournalEntry with(byte @Nullable [] kept, boolean held) {
    return new JournalEntry(
        seq,
        position,
        id,
        source,
        sourceNumber,
        receivedAt,
        type,
        duplicateOf,
        idReused,
        bytes,
        keys,
        kept,
        held);
  }

  @Override
  public String toString() {
    return "JournalEntry[" + seq + ", " + source + ", " + type + "]";
  }
}
