package dev.trestle.transport.mllp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection that are not answered yet, in their order. Used on the
 * connection's thread only.
 */
final class AnswerQueue {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);

  private record Waiting(CompletableFuture<Optional<MllpAnswer>> answer, long messageBytes) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long messageBytes;
  private int big;

  void add(CompletableFuture<Optional<MllpAnswer>> answer, long bytes) {
    waiting.add(new Waiting(answer, bytes));
    messageBytes += bytes;
    big += isBig(bytes) ? 1 : 0;
  }

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Of the messages whose answers are awaited. */
  long messageBytes() {
    return messageBytes;
  }

  private static boolean isBig(long bytes) {
    return bytes > ReceiveRoom.BIG_BYTES;
  }

  /** Whether a big message is among them. */
  boolean hasBig() {
    return big > 0;
  }

  /** Whether the oldest answer, or the decision to give none, is there. */
  boolean isHeadDone() {
    Waiting head = waiting.peek();
    return head != null && head.answer().isDone();
  }

  /** Bytes of the message whose answer is the oldest. */
  long headMessageBytes() {
    Waiting head = waiting.peek();
    return head == null ? 0 : head.messageBytes();
  }

  /** The oldest answer; empty when the handler gives none or failed. */
  Optional<MllpAnswer> take(Peer peer) {
    Waiting head = waiting.remove();
    messageBytes -= head.messageBytes();
    big -= isBig(head.messageBytes()) ? 1 : 0;
    try {
      return head.answer().join();
    } catch (CompletionException | CancellationException e) {
      // The cause's text could hold patient data; its type cannot.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.error(
          "Listener {}: the handler failed with {}; no answer is given to {}",
          peer.listener(),
          cause.getClass().getName(),
          peer.address());
      return Optional.empty();
    }
  }

  void abandon() {
    waiting.clear();
    messageBytes = 0;
    big = 0;
  }
}
