package dev.trestle.postgres.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the room where DATA is. PostgreSQL panics when its log cannot grow, its recovery then
 * fails for the same reason, and it ends for good. So intake stops long before, and when something
 * else fills the disk, the ballast gives recovery its room.
 */
public final class DiskGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

  private final Room room;
  private final DiskLimits limits;
  private final Ballast ballast;
  private final List<DiskListener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "disk-guard");
            thread.setDaemon(true);
            return thread;
          });
  private boolean ballastFailed;
  private volatile DiskState state = DiskState.ROOMY;

  /** The room that an ordinary user may still take. */
  @FunctionalInterface
  interface Room {
    long usableBytes() throws IOException;
  }

  /** Looks only when asked; for tests, that have a disk of their own imagination. */
  DiskGuard(Path folder, DiskLimits limits, Room room) {
    this.room = room;
    this.limits = limits;
    ballast = new Ballast(folder.resolve("ballast"), limits.ballastBytes());
  }

  /** Looks at once, then keeps looking until it is closed. */
  public static DiskGuard watch(Path dataFolder, DiskLimits limits) {
    DiskGuard guard =
        new DiskGuard(dataFolder, limits, () -> Files.getFileStore(dataFolder).getUsableSpace());
    guard.look();
    long poll = limits.poll().toMillis();
    var unused =
        guard.poller.scheduleWithFixedDelay(guard::look, poll, poll, TimeUnit.MILLISECONDS);
    return guard;
  }

  /** Tells this listener the state now and each change from now on. */
  public synchronized void subscribe(DiskListener listener) {
    listeners.add(listener);
    listener.changed(state);
  }

  public DiskState state() {
    return state;
  }

  /**
   * Gives up the ballast if there is too little room for a recovery. To be called before PostgreSQL
   * is started.
   */
  public synchronized void makeRoomForRecovery() {
    try {
      if (ballast.present() && room.usableBytes() < limits.ballastBytes()) {
        ballast.release();
        LOG.warn("The disk is full. The ballast is given up so that PostgreSQL can recover.");
      }
    } catch (IOException e) {
      LOG.error("The ballast could not be given up.", e);
    }
    look();
  }

  synchronized void look() {
    try {
      long usable = room.usableBytes();
      if (!ballast.present() && usable > roomyAboveBytes() + ballast.bytes()) {
        makeBallast();
        usable = room.usableBytes();
      }
      DiskState next = next(usable);
      if (next != state) {
        state = next;
        tell(next);
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("The room on the disk could not be read.", e);
    }
  }

  private DiskState next(long usable) {
    if (usable > roomyAboveBytes()) {
      return DiskState.ROOMY;
    }
    return ballast.present() ? DiskState.LOW : DiskState.CRITICAL;
  }

  private long roomyAboveBytes() {
    return state == DiskState.ROOMY ? limits.pauseBelowBytes() : limits.resumeAboveBytes();
  }

  private void makeBallast() {
    try {
      ballast.make();
      ballastFailed = false;
    } catch (IOException e) {
      if (!ballastFailed) {
        LOG.warn("The ballast could not be made; a full disk will need help by hand.", e);
      }
      ballastFailed = true;
    }
  }

  private void tell(DiskState next) {
    for (DiskListener listener : listeners) {
      try {
        listener.changed(next);
      } catch (RuntimeException e) {
        LOG.error("A listener of the disk's state failed.", e);
      }
    }
  }

  /** Stops looking; the ballast stays. */
  @Override
  public void close() {
    poller.shutdownNow();
  }
}
