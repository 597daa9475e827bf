package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import dev.trestle.kernel.sealing.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * One transaction of the sealer. Only committed rows are seen; ids that are missing below the
 * highest one stay open, so that a transaction that commits late is sealed when it has.
 */
final class SealingRound {
  /** Events of a block. */
  static final int BLOCK_EVENTS = 5_000;

  /** Ids that stay open; a transaction that was rolled back leaves some for ever. */
  static final int OPEN_IDS = 2_000;

  private SealingRound() {}

  /**
   * What a round did.
   *
   * @param link the last block now
   * @param sealed events sealed
   * @param more whether there may be more to seal now
   * @param broken whether what the sealer knew to be there is gone or changed
   */
  record Result(Link link, int sealed, boolean more, boolean broken) {}

  /**
   * Seals one block of what is there.
   *
   * @param known the last block that this process saw
   * @return empty when another process is sealing
   */
  static Optional<Result> run(Handle handle, Link known, Instant now, AuditKeys keys) {
    // The key is asked for behind the lock: whoever changes it holds that.
    return BlockStore.lock(handle)
        ? Optional.of(seal(handle, known, now, keys.current(handle)))
        : Optional.empty();
  }

  /** Seals one block under the lock. */
  static Result seal(Handle handle, Link known, Instant now, SigningKey key) {
    BlockStore.Head head = BlockStore.head(handle);
    Link last = BlockStore.last(handle).orElse(Link.NONE);
    // The chain goes on from the farthest block known: what was taken away stays missing for all.
    Link base = farthest(farthest(known, head.link()), last);
    boolean broken =
        !head.link().is(last)
            || !BlockStore.has(handle, known)
            || known.number() > head.link().number();
    List<Long> open = IdRange.highest(head.open(), OPEN_IDS);
    List<StoredEvent> late = BlockStore.late(handle, open);
    List<StoredEvent> fresh = BlockStore.fresh(handle, head.lastId(), BLOCK_EVENTS - late.size());
    List<StoredEvent> events = Stream.concat(late.stream(), fresh.stream()).toList();
    if (events.isEmpty()) {
      return new Result(base, 0, false, broken);
    }
    Block block = Block.seal(base, now, events, key);
    BlockStore.add(handle, block, next(head, block.link(), open, late, fresh));
    boolean more = events.size() == BLOCK_EVENTS;
    return new Result(block.link(), events.size(), more, broken);
  }

  private static Link farthest(Link known, Link other) {
    return other.number() > known.number() ? other : known;
  }

  private static BlockStore.Head next(
      BlockStore.Head head,
      Link link,
      List<Long> open,
      List<StoredEvent> late,
      List<StoredEvent> fresh) {
    List<Long> ids = fresh.stream().map(StoredEvent::id).toList();
    Set<Long> found = late.stream().map(StoredEvent::id).collect(Collectors.toSet());
    List<Long> missing = new ArrayList<>(open);
    missing.removeIf(found::contains);
    missing.addAll(IdRange.highest(IdRange.between(head.lastId(), IdRange.of(ids)), OPEN_IDS));
    int from = Math.max(0, missing.size() - OPEN_IDS);
    long lastId = ids.isEmpty() ? head.lastId() : ids.get(ids.size() - 1);
    return new BlockStore.Head(link, lastId, IdRange.of(missing.subList(from, missing.size())));
  }
}
