package dev.trestle.transport.mllp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a listener does with what it receives. Both methods are called on the thread that serves the
 * connection and many others: they return quickly and never block.
 */
public interface MllpHandler {
  /**
   * One whole frame, byte by byte as it came. The future completes with the answer; or with
   * nothing: then no answer is given, later frames of the connection get none either, and the
   * connection is closed. A future that fails, or a thrown exception, is treated like nothing: no
   * answer is ever made up. Answers leave in the order of the frames.
   */
  CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message);

  /** Something did not become a message. */
  void onIncident(Incident incident);
}
