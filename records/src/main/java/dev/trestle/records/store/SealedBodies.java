package dev.trestle.records.store;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;

/** Seals bodies to the row and version they stand in, so that rows cannot be swapped. */
public final class SealedBodies {
  private static final String RESOURCE = "resource";
  private static final String STATEMENT = "statement";
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

  private static byte[] place(long rid, long second) {
    return ByteBuffer.allocate(16).putLong(rid).putLong(second).array();
  }
}
