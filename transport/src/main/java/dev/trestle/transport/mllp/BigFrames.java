package dev.trestle.transport.mllp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How many big messages may be under way at once, over all listeners that share this. A frame that
 * outgrows {@link #FROM_BYTES} needs room for the longest message there can be; until it has that,
 * nothing more is read from its socket, and its sender waits. Whoever has room comes to an end, so
 * the others come to their turn, first come, first served. Thread-safe.
 */
public final class BigFrames {
  /** A frame longer than this needs room of its own. */
  public static final int FROM_BYTES = 1 << 20;

  /** Of the heap, for bytes that are not journaled: a message under way is there several times. */
  private static final int SHARE_OF_HEAP = 16;

  private final long roomBytes;
  private final Deque<Place> waiting = new ArrayDeque<>();
  private long takenBytes;

  public BigFrames(long roomBytes) {
    this.roomBytes = roomBytes;
  }

  /** With as much room as this process has. */
  public static BigFrames ofHeap() {
    return new BigFrames(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
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
      synchronized (BigFrames.this) {
        return has;
      }
    }

    void giveBack() {
      synchronized (BigFrames.this) {
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

  /** Frames that wait for room. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Room that is taken. */
  public synchronized long takenBytes() {
    return takenBytes;
  }
}
