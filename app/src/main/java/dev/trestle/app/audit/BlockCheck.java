package dev.trestle.app.audit;

import dev.trestle.app.audit.Trouble.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a block with the one before it, with its signature and with its events. */
final class BlockCheck {
  private final KeyPeriods keys;
  private final Removals removals;

  /**
   * A check.
   *
   * @param keys who has to sign which blocks
   * @param removals whose events were removed after their time
   */
  BlockCheck(KeyPeriods keys, Removals removals) {
    this.keys = keys;
    this.removals = removals;
  }

  /**
   * What is wrong with a block.
   *
   * @param before the block that it has to continue
   * @param found the events that are there for its members, ascending by id
   */
  List<Trouble> check(Block.Link before, Block block, List<StoredEvent> found) {
    List<Trouble> troubles = new ArrayList<>();
    chain(before, block, troubles);
    events(block, found, removals.covers(block), troubles);
    return troubles;
  }

  private void chain(Block.Link before, Block block, List<Trouble> troubles) {
    long number = block.number();
    if (number != before.number() + 1) {
      String which =
          number == before.number() + 2
              ? "Block " + (number - 1) + " is missing"
              : "Blocks " + (before.number() + 1) + " to " + (number - 1) + " are missing";
      troubles.add(Trouble.block(before.number() + 1, Kind.BLOCK_MISSING, which));
    } else if (!Arrays.equals(block.previous(), before.hash())) {
      troubles.add(
          Trouble.block(
              number,
              Kind.BLOCK_MISSING,
              "Block " + number + " does not continue block " + before.number() + " as it is now"));
    }
    if (!Arrays.equals(block.computeHash(), block.hash())) {
      troubles.add(Trouble.block(number, Kind.BLOCK_CHANGED, "Block " + number + " was changed"));
    }
    if (!keys.signerOf(number).equals(AuditKey.hex(block.signer()))) {
      troubles.add(
          Trouble.block(
              number,
              Kind.SIGNATURE_WRONG,
              "Block "
                  + number
                  + " was signed with a key that is not this deployment's, or not that of its"
                  + " time"));
    } else if (!block.isSigned()) {
      troubles.add(
          Trouble.block(
              number, Kind.SIGNATURE_WRONG, "The signature of block " + number + " is wrong"));
    }
  }

  private static void events(
      Block block, List<StoredEvent> found, boolean removed, List<Trouble> troubles) {
    byte[] digests = block.digests();
    if (block.events() * Sha256.BYTES != digests.length) {
      // Its hash is wrong too, and was told: which events it had can no longer be said.
      return;
    }
    Map<Long, StoredEvent> byId = new HashMap<>();
    found.forEach(event -> byId.put(event.id(), event));
    int place = 0;
    for (IdRange range : block.members()) {
      for (long id = range.first(); id <= range.last(); id++) {
        StoredEvent event = byId.get(id);
        if (event != null || !removed) {
          event(block, id, event, digest(digests, place), troubles);
        }
        place++;
      }
    }
  }

  private static byte[] digest(byte[] digests, int place) {
    int from = place * Sha256.BYTES;
    return Arrays.copyOfRange(digests, from, from + Sha256.BYTES);
  }

  private static void event(
      Block block,
      long id,
      @org.jspecify.annotations.Nullable StoredEvent event,
      byte[] digest,
      List<Trouble> troubles) {
    if (event == null) {
      troubles.add(
          new Trouble(
              block.number(),
              "number " + id,
              Kind.EVENT_MISSING,
              "Event number " + id + " of block " + block.number() + " is missing"));
    } else if (!Arrays.equals(event.digest(), digest)) {
      troubles.add(
          new Trouble(
              block.number(),
              event.name(),
              Kind.EVENT_CHANGED,
              "Event "
                  + event.name()
                  + " (number "
                  + id
                  + ") of block "
                  + block.number()
                  + " is not as it was sealed"));
    }
  }
}
