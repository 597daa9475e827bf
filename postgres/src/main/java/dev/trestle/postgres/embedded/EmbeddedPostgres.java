package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.DatabaseServer;
import dev.trestle.postgres.DatabaseState;
import dev.trestle.postgres.disk.DiskGuard;
import dev.trestle.postgres.disk.DiskState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in the DATA folder, running from {@link #start} to {@link #close}. Close
 * it last, after everything that uses it; there is no exit hook here, because one that stops the
 * database while messages drain would lose them.
 */
public final class EmbeddedPostgres implements DatabaseServer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final DataLock lock;
  private final DiskGuard disk;
  private final Supervisor supervisor;

  private EmbeddedPostgres(DataLock lock, DiskGuard disk, Supervisor supervisor) {
    this.lock = lock;
    this.disk = disk;
    this.supervisor = supervisor;
  }

  /** Starts it; how it goes is logged. */
  public static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
    return start(settings, state -> LOG.info("{}", state.text()));
  }

  /**
   * Starts it and waits until it takes connections, however long its recovery takes.
   *
   * @param listener is told how it goes, from the first step to the last
   * @throws TrestleException DATA_LOCKED, DATA_NOT_WRITABLE, UNPRIVILEGED_IMPOSSIBLE, PORT_TAKEN,
   *     DATABASE_VERSION or DATABASE_START_FAILED, each with what to do
   */
  public static EmbeddedPostgres start(
      EmbeddedPostgresSettings settings, DatabaseListener listener) {
    DataLock lock = lock(settings.dataFolder());
    DiskGuard disk = DiskGuard.watch(settings.dataFolder(), settings.disk());
    boolean started = false;
    try {
      disk.makeRoomForRecovery();
      EmbeddedPostgres server =
          new EmbeddedPostgres(lock, disk, supervise(settings, listener, disk));
      started = true;
      return server;
    } catch (AccessDeniedException e) {
      throw notWritable(e);
    } catch (IOException e) {
      throw new TrestleException(
          disk.state() == DiskState.ROOMY
              ? ProblemCode.DATABASE_START_FAILED
              : ProblemCode.DISK_LOW,
          "PostgreSQL did not start: " + e,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrestleException(ProblemCode.SHUTTING_DOWN, "The start was interrupted.", e);
    } finally {
      if (!started) {
        disk.close();
        lock.close();
      }
    }
  }

  private static DataLock lock(Path folder) {
    try {
      Preparation.ensureWritable(folder);
      return DataLock.acquire(new DataFolder(folder));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private static TrestleException notWritable(IOException e) {
    return new TrestleException(
        ProblemCode.DATA_NOT_WRITABLE,
        "The data folder cannot be written ("
            + e.getMessage()
            + "). "
            + ProblemCode.DATA_NOT_WRITABLE.advice(),
        e);
  }

  private static Supervisor supervise(
      EmbeddedPostgresSettings settings, DatabaseListener listener, DiskGuard disk)
      throws IOException, InterruptedException {
    try {
      Passwords passwords = Passwords.in(new DataFolder(settings.dataFolder()).passwords());
      Installation installation = Preparation.prepare(settings, passwords, listener);
      Supervisor supervisor = new Supervisor(settings, installation, passwords, disk, listener);
      supervisor.start();
      return supervisor;
    } catch (TrestleException e) {
      if (disk.state() == DiskState.ROOMY || e.code() != ProblemCode.DATABASE_START_FAILED) {
        throw e;
      }
      throw new TrestleException(
          ProblemCode.DISK_LOW, "The disk is full, so PostgreSQL cannot start: free room.", e);
    }
  }

  /** The application's database at this moment; the port may change when the server restarts. */
  @Override
  public DatabaseAddress address() {
    return supervisor.application();
  }

  /** The superuser on database {@code postgres}: for backup, upgrade and tests, never for work. */
  public DatabaseAddress administration() {
    return supervisor.administration();
  }

  /** From now on this listener is told too. */
  @Override
  public void subscribe(DatabaseListener listener) {
    supervisor.subscribe(listener);
  }

  public DatabaseState state() {
    return supervisor.state();
  }

  /** The watch on the disk of DATA: whoever takes work in asks it. */
  public DiskGuard disk() {
    return disk;
  }

  ClusterProcesses processes() {
    return supervisor.processes();
  }

  /** Stops the server in order, at the latest by force, and gives DATA free. */
  @Override
  public void close() {
    try (lock;
        disk) {
      supervisor.stop();
    } catch (IOException e) {
      LOG.error("PostgreSQL was not stopped in order; it recovers at its next start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.error("The stop was interrupted; the next start ends what is left of PostgreSQL.");
    }
  }
}
