package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.SourceName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A received message on its way into the journal.
 *
 * @param id drawn before anything is sent to the database; a commit whose answer was lost is looked
 *     up by it
 * @param source who sent it
 * @param type {@code ADT^A01}
 * @param bytes length of the message
 * @param sealed the message, sealed with {@link #id} as its place; of no length when the message is
 *     big and stored already
 * @param control keyed hash of the control id
 * @param content keyed hash of the bytes
 * @param keys what orders it
 * @param settled not null: it goes no further than the journal
 * @param correction not null: it takes the place of an exception, and is never a repeat
 */
public record NewEntry(
    UUID id,
    SourceName source,
    String type,
    int bytes,
    byte[] sealed,
    Hash128 control,
    Hash128 content,
    List<HashedKey> keys,
    @Nullable Settled settled,
    @Nullable Correction correction) {

  public NewEntry {
    keys = List.copyOf(keys);
  }

  /** Whether its bytes are stored in chunks. */
  boolean isBig() {
    return sealed.length == 0;
  }

  /**
   * An outcome that is known on receipt.
   *
   * @param outcome filtered or rejected
   * @param finding why
   */
  public record Settled(Outcome outcome, Finding finding) {}

  /**
   * A person's decision that this message stands for another one.
   *
   * @param original the open exception that it settles
   * @param position the original's place in the order of its keys
   * @param actor who decided
   * @param reason why
   */
  public record Correction(long original, long position, String actor, String reason) {}

  @Override
  public String toString() {
    return "NewEntry[" + id + ", " + source + ", " + type + "]";
  }
}
