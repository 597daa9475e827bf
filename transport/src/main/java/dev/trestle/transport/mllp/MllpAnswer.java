package dev.trestle.transport.mllp;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a frame is answered with.
 *
 * @param bytes the answer without its frame; of no length when the peer wants none
 * @param later a second answer (enhanced mode, HL7 v2.5.1 §2.9.3): sent on the same connection when
 *     it completes with bytes, in the order of the frames but behind nobody's first answer; null
 *     when there will be none. When the connection is gone by then it is dropped and counted.
 */
public record MllpAnswer(byte[] bytes, @Nullable CompletableFuture<byte[]> later) {
  public static MllpAnswer of(byte[] bytes) {
    return new MllpAnswer(bytes, null);
  }

  @Override
  public String toString() {
    return "MllpAnswer[" + bytes.length + " bytes]";
  }
}
