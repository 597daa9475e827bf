package dev.trestle.identity.link;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Seals what is said about a pair to that pair, so that rows cannot be swapped. */
public final class SealedNotes {
  private static final String NOTE = "link_note";
  private static final String EVIDENCE = "match_evidence";
  private final Sealer sealer;

  public SealedNotes(Sealer sealer) {
    this.sealer = sealer;
  }

  public byte[] sealNote(Pair pair, String text) {
    return sealer.seal(NOTE, place(pair), text.getBytes(StandardCharsets.UTF_8));
  }

  public String openNote(Pair pair, byte[] sealed) {
    return new String(sealer.open(NOTE, place(pair), sealed), StandardCharsets.UTF_8);
  }

  public byte[] sealEvidence(Pair pair, byte[] plain) {
    return sealer.seal(EVIDENCE, place(pair), plain);
  }

  public byte[] openEvidence(Pair pair, byte[] sealed) {
    return sealer.open(EVIDENCE, place(pair), sealed);
  }

  private static byte[] place(Pair pair) {
    return ByteBuffer.allocate(16).putLong(pair.low()).putLong(pair.high()).array();
  }
}
