package dev.trestle.transport.mllp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much may be under way at once, over all listeners that share this. Where there is no room,
 * nothing more is read from the socket, and the sender waits.
 *
 * <p>A frame that outgrows {@link #BIG_BYTES} needs room for the longest message there can be, and
 * has it until it is answered. Whoever has it comes to an end, so the others come to their turn,
 * first come, first served. And above {@link #MESSAGES} unanswered messages each connection has at
 * most one. Thread-safe.
 */
public final class ReceiveRoom {
  /** A frame longer than this needs room of its own. */
  public static final int BIG_BYTES = 1 << 20;

  /** So does a frame longer than this while much is held. */
  static final int MIDDLE_BYTES = 64 << 10;

  /** Unanswered messages of all connections; many more would find no place in line. */
  static final int MESSAGES = 5_000;

  /** Of the heap, for bytes that are not journaled: a message under way is there several times. */
  private static final int SHARE_OF_HEAP = 16;

  private final long roomBytes;
  private final Deque<Place> waiting = new ArrayDeque<>();
  private final AtomicInteger messages = new AtomicInteger();
  private long takenBytes;

  public ReceiveRoom(long roomBytes) {
    this.roomBytes = roomBytes;
  }

  /** With as much room as this process has. */
  public static ReceiveRoom ofHeap() {
    return new ReceiveRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** The room of one frame; asked for, had, and given back. */
  final class Place {
    private final long bytes;
    private final Runnable granted;
    private boolean has;

    private Place(long bytes, Runnable granted) {
      this.bytes = bytes;
      this.granted = granted;
    }

    boolean has() {
      synchronized (ReceiveRoom.this) {
        return has;
      }
    }

    void giveBack() {
      synchronized (ReceiveRoom.this) {
        if (has) {
          takenBytes -= bytes;
          has = false;
        } else {
          waiting.remove(this);
        }
      }
      grant();
    }
  }

  /**
   * Asks for room.
   *
   * @param bytes of the longest message
   * @param granted told when there is room, on any thread, if there is none now
   */
  Place ask(long bytes, Runnable granted) {
    Place place = new Place(bytes, granted);
    synchronized (this) {
      if (waiting.isEmpty() && fits(place)) {
        take(place);
      } else {
        waiting.add(place);
      }
    }
    return place;
  }

  /** One frame fits always, however long it may be. */
  private synchronized boolean fits(Place place) {
    return takenBytes == 0 || takenBytes + place.bytes <= roomBytes;
  }

  private synchronized void take(Place place) {
    takenBytes += place.bytes;
    place.has = true;
  }

  private void grant() {
    for (Place next = takeNext(); next != null; next = takeNext()) {
      next.granted.run();
    }
  }

  private synchronized @Nullable Place takeNext() {
    Place next = waiting.peek();
    if (next == null || !fits(next)) {
      return null;
    }
    waiting.remove();
    take(next);
    return next;
  }

  /** Messages were handed over, or (less than 0) answered or given up. */
  void unanswered(int more) {
    messages.addAndGet(more);
  }

  boolean isFull() {
    return messages.get() >= MESSAGES;
  }

  /** Frames that wait for room. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Room that is taken. */
  public synchronized long takenBytes() {
    return takenBytes;
  }
}
