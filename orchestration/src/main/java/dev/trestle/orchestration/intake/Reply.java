package dev.trestle.orchestration.intake;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a sender is answered.
 *
 * @param bytes the answer; of no length when none is wanted
 * @param later the application acknowledgement of enhanced mode, which completes with the outcome
 *     and fails when none can be given; of no length when none is wanted for this outcome; null
 *     when none ever is
 */
public record Reply(byte[] bytes, @Nullable CompletableFuture<byte[]> later) {
  static final byte[] NONE = {};

  static Reply of(byte[] bytes) {
    return new Reply(bytes, null);
  }

  @Override
  public String toString() {
    return "Reply[" + bytes.length + " bytes]";
  }
}
