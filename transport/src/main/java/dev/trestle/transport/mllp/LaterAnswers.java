package dev.trestle.transport.mllp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Second answers of one connection, in the order of its frames. On the connection's thread only.
 */
final class LaterAnswers {
  private record Waiting(CompletableFuture<byte[]> answer, long messageBytes) {}

  private static final byte[] NONE = {};

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long messageBytes;

  /** A message is held until its second answer is written: its bytes count. */
  void add(CompletableFuture<byte[]> answer, long bytes) {
    waiting.add(new Waiting(answer, bytes));
    messageBytes += bytes;
  }

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long messageBytes() {
    return messageBytes;
  }

  boolean isHeadDone() {
    Waiting head = waiting.peek();
    return head != null && head.answer().isDone();
  }

  /** The oldest; of no length when there is none to send. */
  byte[] take() {
    Waiting head = waiting.remove();
    messageBytes -= head.messageBytes();
    return head.answer().exceptionally(failed -> NONE).join();
  }

  /** Gives all up; returns how many those were. */
  int drop() {
    int dropped = waiting.size();
    waiting.clear();
    messageBytes = 0;
    return dropped;
  }
}
