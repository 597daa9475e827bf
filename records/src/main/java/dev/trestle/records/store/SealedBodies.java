package dev.trestle.records.store;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;

/** Seals bodies to the row and version they stand in, so that rows cannot be swapped. */
public final class SealedBodies {
  private static final String RESOURCE = "resource";
  private static final String STATEMENT = "statement";
  private static final String HELD = "held_statement";
  private static final String REASON = "overlay_reason";
  private final Sealer sealer;

  public SealedBodies(Sealer sealer) {
    this.sealer = sealer;
  }

  public byte[] sealState(long rid, int version, byte[] plain) {
    return sealer.seal(RESOURCE, place(rid, version), plain);
  }

  public byte[] openState(long rid, int version, byte[] sealed) {
    return sealer.open(RESOURCE, place(rid, version), sealed);
  }

  public byte[] sealStatement(long rid, long seq, byte[] plain) {
    return sealer.seal(STATEMENT, place(rid, seq), plain);
  }

  public byte[] openStatement(long rid, long seq, byte[] sealed) {
    return sealer.open(STATEMENT, place(rid, seq), sealed);
  }

  /** What waits for a decision: not to be taken for what was said and stands. */
  public byte[] sealHeld(long rid, long seq, byte[] plain) {
    return sealer.seal(HELD, place(rid, seq), plain);
  }

  public byte[] openHeld(long rid, long seq, byte[] sealed) {
    return sealer.open(HELD, place(rid, seq), sealed);
  }

  /** Why somebody decided an alarm as it was decided. */
  public byte[] sealReason(long rid, long alarm, byte[] plain) {
    return sealer.seal(REASON, place(rid, alarm), plain);
  }

  public byte[] openReason(long rid, long alarm, byte[] sealed) {
    return sealer.open(REASON, place(rid, alarm), sealed);
  }

  private static byte[] place(long rid, long second) {
    return ByteBuffer.allocate(16).putLong(rid).putLong(second).array();
  }
}
