package dev.trestle.app.audit;

/**
 * Something that is not as it was sealed.
 *
 * @param block number of the block, 0 when it is in none
 * @param event id or number of the event; empty when it is about the block as a whole
 * @param kind what was done, as a word for scripts
 * @param text the same for people
 */
public record Trouble(long block, String event, Kind kind, String text) {
  /** What can be found. */
  public enum Kind {
    /** A block is missing: its number is left out, or what follows does not continue it. */
    BLOCK_MISSING,
    /** A block's own columns do not give its hash. */
    BLOCK_CHANGED,
    /** A block was not signed with a key of this deployment. */
    SIGNATURE_WRONG,
    /** An event is not as it was when it was sealed. */
    EVENT_CHANGED,
    /** A change of the key that signs is missing, or was not signed by the key before. */
    KEY_WRONG,
    /** An event of a block is gone. */
    EVENT_MISSING,
    /** An event is in no block though it is older than the sealer ever takes. */
    EVENT_UNSEALED,
    /** The head that was noted elsewhere is not in this chain. */
    HEAD_UNKNOWN
  }

  static Trouble block(long block, Kind kind, String text) {
    return new Trouble(block, "", kind, text);
  }
}
