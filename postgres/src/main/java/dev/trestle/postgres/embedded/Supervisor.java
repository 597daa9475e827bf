package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.DatabaseState;
import dev.trestle.postgres.DatabaseState.Phase;
import dev.trestle.postgres.disk.DiskGuard;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server running: starts it, starts it again with backoff when it dies, stops it. One
 * thread starts and waits; {@link #stop} is the only other one to touch the server.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final int PORT_ATTEMPTS = 3;

  private final EmbeddedPostgresSettings settings;
  private final Installation installation;
  private final Passwords passwords;
  private final DiskGuard disk;
  private final List<DatabaseListener> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::watch, "postgres-supervisor");
  private volatile DatabaseState state = new DatabaseState(Phase.STARTING, "PostgreSQL starts.");
  private volatile Server server;
  private boolean stopped;

  /** Starts the server for the first time; fails rather than trying for ever. */
  Supervisor(
      EmbeddedPostgresSettings settings,
      Installation installation,
      Passwords passwords,
      DiskGuard disk,
      DatabaseListener listener)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.installation = installation;
    this.passwords = passwords;
    this.disk = disk;
    listeners.add(listener);
    changed(state);
    installation.processes().stopAll();
    disk.makeRoomForRecovery();
    server = Server.launch(installation, Ports.choose(settings.port(), Ports.ANY));
  }

  void start() throws IOException, InterruptedException {
    boolean ready = false;
    try {
      awaitReady();
      ensureApplication();
      ready = true;
    } finally {
      if (!ready) {
        server.stop(settings.stopTimeout());
      }
    }
    changed(new DatabaseState(Phase.READY, "PostgreSQL is ready."));
    thread.setDaemon(true);
    thread.start();
  }

  void subscribe(DatabaseListener listener) {
    listeners.add(listener);
  }

  ClusterProcesses processes() {
    return installation.processes();
  }

  DatabaseState state() {
    return state;
  }

  DatabaseAddress application() {
    return server.address(
        ClusterStore.APPLICATION, ClusterStore.APPLICATION, passwords.application());
  }

  DatabaseAddress administration() {
    return server.address("postgres", Cluster.ADMINISTRATOR, passwords.administrator());
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int attempt = 1; true; attempt++) {
      try {
        server.awaitReady(passwords.administrator(), this::changed);
        return;
      } catch (TrestleException e) {
        // Another program may have taken the port between our look and PostgreSQL's.
        boolean portTaken = !server.running() && !Ports.free(server.port());
        if (!portTaken || attempt == PORT_ATTEMPTS) {
          throw e;
        }
        server = Server.launch(installation, Ports.choose(settings.port(), Ports.ANY));
      }
    }
  }

  private void ensureApplication() {
    try (Connection connection = ClusterStore.connect(administration())) {
      ClusterStore.ensureApplication(connection, passwords.application());
    } catch (SQLException e) {
      throw new TrestleException(
          ProblemCode.DATABASE_START_FAILED, "The application's database could not be made.", e);
    }
  }

  private void watch() {
    try {
      Backoff backoff = new Backoff();
      while (true) {
        server.awaitEnd();
        String why = installation.lastWords();
        changed(new DatabaseState(Phase.DOWN, "PostgreSQL ended unexpectedly. " + why));
        restart(backoff);
      }
    } catch (InterruptedException e) {
      LOG.debug("The supervisor of PostgreSQL ends.");
    }
  }

  private void restart(Backoff backoff) throws InterruptedException {
    while (true) {
      Duration pause = backoff.next();
      Thread.sleep(pause.toMillis());
      changed(new DatabaseState(Phase.STARTING, "PostgreSQL is started again."));
      try {
        installation.processes().stopAll();
        disk.makeRoomForRecovery();
        server = Server.launch(installation, Ports.choose(settings.port(), server.port()));
        awaitReady();
        backoff.succeeded();
        changed(new DatabaseState(Phase.READY, "PostgreSQL is ready again."));
        return;
      } catch (IOException | RuntimeException e) {
        changed(new DatabaseState(Phase.DOWN, "PostgreSQL does not start: " + e.getMessage()));
      }
    }
  }

  private void changed(DatabaseState newState) {
    state = newState;
    for (DatabaseListener listener : listeners) {
      try {
        listener.changed(newState);
      } catch (RuntimeException e) {
        LOG.error("A listener of the database's state failed.", e);
      }
    }
  }

  synchronized void stop() throws IOException, InterruptedException {
    if (stopped) {
      return;
    }
    stopped = true;
    thread.interrupt();
    thread.join();
    server.stop(settings.stopTimeout());
    changed(new DatabaseState(Phase.STOPPED, "PostgreSQL is stopped."));
  }
}
