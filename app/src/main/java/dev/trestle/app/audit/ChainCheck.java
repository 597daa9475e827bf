package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import dev.trestle.app.audit.Trouble.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain from a block to its end and compares everything with what was sealed. Reads in
 * short transactions, while Trestle runs and seals; what is sealed meanwhile is not looked at.
 */
public final class ChainCheck {
  private static final int PAGE_BLOCKS = 50;
  private static final int UNSEALED_SHOWN = 1_000;
  private static final long STEP_EVENTS = 500_000;

  /** Clocks of machines differ; a time farther in the future is a way to hide an event. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** An event that waited for the database is written that much later than it happened. */
  private static final Duration LONGEST_LATE = Duration.ofMinutes(5);

  private final Jdbi jdbi;
  private final Clock clock;
  private final AuditKeys keys;

  /**
   * A check.
   *
   * @param keys of the deployment, opened with its master key: one that stands in the database
   *     proves nothing
   */
  public ChainCheck(DataSource database, AuditKeys keys, Clock clock) {
    this.jdbi = Jdbi.create(database);
    this.clock = clock;
    this.keys = keys;
  }

  /**
   * What to check.
   *
   * @param fromBlock the first block to check; 1 for all
   * @param head hash of a block, noted elsewhere, that must be in the chain
   */
  public record Question(long fromBlock, Optional<String> head) {}

  /**
   * What was looked at.
   *
   * @param blocks checked
   * @param events of them
   * @param head number and hash of the last block
   * @param troubles how many were told
   */
  public record Summary(long blocks, long events, String head, long troubles) {}

  /** Told what is found, and how far it is. */
  public interface Listener extends Consumer<Trouble> {
    /** Everything up to this block was looked at. */
    void progress(long block, long lastBlock);

    /** The events of these blocks were removed by retention, which is right. */
    void removed(long firstBlock, long lastBlock, Instant at, int keptYears);
  }

  /** Checks; troubles come in the order of the chain. */
  public Summary run(Question question, Listener listener) {
    Instant begun = clock.instant();
    Walk walk = new Walk(question, listener);
    jdbi.useHandle(handle -> walk.start(handle));
    while (jdbi.inTransaction(walk::page)) {
      listener.progress(walk.before.number(), walk.last);
    }
    unsealed(begun, walk);
    walk.finish();
    return new Summary(walk.blocks, walk.events, walk.before.toString(), walk.troubles);
  }

  /** In steps, so that no statement takes long. */
  private void unsealed(Instant begun, Walk walk) {
    long last = jdbi.withHandle(BlockStore::head).lastId();
    BlockStore.Sealed sealed =
        new BlockStore.Sealed(
            jdbi.withHandle(BlockStore::coverage),
            last,
            begun.minus(BlockSealer.LONGEST_UNSEALED),
            begun.minus(LONGEST_LATE),
            begun.plus(CLOCK_TOLERANCE));
    long low = Long.MIN_VALUE;
    Optional<Long> end = stepEnd(low);
    while (end.isPresent()) {
      IdRange step = new IdRange(low, end.get());
      jdbi.withHandle(handle -> BlockStore.unsealed(handle, step, sealed, UNSEALED_SHOWN))
          .forEach(walk::unsealed);
      low = step.last() + 1;
      end = step.last() == Long.MAX_VALUE ? Optional.empty() : stepEnd(low);
    }
  }

  private Optional<Long> stepEnd(long low) {
    return jdbi.withHandle(handle -> BlockStore.stepEnd(handle, low, STEP_EVENTS));
  }

  private final class Walk {
    private final Question question;
    private final Listener listener;
    private Link before = Link.NONE;
    private @Nullable BlockCheck check;
    private long last;
    private boolean headSeen;
    private long blocks;
    private long events;
    private long troubles;

    Walk(Question question, Listener listener) {
      this.question = question;
      this.listener = listener;
    }

    private void tell(Trouble trouble) {
      troubles++;
      listener.accept(trouble);
    }

    void start(Handle handle) {
      Link stored = BlockStore.head(handle).link();
      Link newest = BlockStore.last(handle).orElse(Link.NONE);
      last = newest.number();
      long from = Math.max(1, question.fromBlock());
      before = BlockStore.link(handle, from - 1);
      KeyPeriods periods = keys.periods(handle, this::tell);
      Removals removals = new Removals(RemovalStore.all(handle), periods, this::tell);
      check = new BlockCheck(periods, removals);
      keyChanges(handle, removals);
      for (Removal removal : removals.all()) {
        listener.removed(
            removal.first(), removal.last().number(), removal.at(), removal.keptYears());
      }
      headSeen =
          question.head().filter(hash -> !hash.equals(AuditKey.hex(before.hash()))).isEmpty();
      if (stored.number() > newest.number()) {
        tell(
            Trouble.block(
                stored.number(),
                Kind.BLOCK_MISSING,
                "The sealer made block "
                    + stored.number()
                    + "; the last one there is "
                    + newest.number()));
      }
    }

    /** A change of the key belongs to one place of one chain, and its event stands before it. */
    private void keyChanges(Handle handle, Removals removals) {
      for (KeyChange change : AuditKeyStore.changes(handle)) {
        long last = change.last().number();
        boolean told =
            removals.reach(last)
                || AuditSearchStore.blockOf(handle, change.event())
                    .filter(block -> block <= last)
                    .isPresent();
        if (!told || !BlockStore.has(handle, change.last())) {
          tell(
              Trouble.block(
                  last + 1,
                  Kind.KEY_WRONG,
                  "The change to key " + change.number() + " does not stand in this chain"));
        }
      }
    }

    boolean page(Handle handle) {
      BlockCheck each = Objects.requireNonNull(check, "the walk was not started");
      List<Block> page =
          BlockStore.blocks(handle, before.number() + 1, PAGE_BLOCKS).stream()
              .filter(block -> block.number() <= last)
              .toList();
      for (Block block : page) {
        List<StoredEvent> found = BlockStore.events(handle, block);
        each.check(before, block, found).forEach(this::tell);
        before = block.link();
        headSeen |= question.head().filter(AuditKey.hex(block.hash())::equals).isPresent();
        blocks++;
        events += found.size();
      }
      return !page.isEmpty() && before.number() < last;
    }

    void unsealed(StoredEvent event) {
      tell(
          new Trouble(
              0,
              event.name(),
              Kind.EVENT_UNSEALED,
              "Event " + event.name() + " (number " + event.id() + ") is in no block"));
    }

    void finish() {
      if (!headSeen) {
        tell(
            Trouble.block(
                0,
                Kind.HEAD_UNKNOWN,
                "The chain has no block with the head that was given: blocks were cut off or"
                    + " replaced after it was noted"));
      }
    }
  }
}
