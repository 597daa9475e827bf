package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.DatabaseState;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of PostgreSQL's server, from its start to its end. */
final class Server {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PROGRESS = Duration.ofSeconds(1);
  private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(10);
  private static final String INVALID_AUTHORIZATION = "28";

  private final Installation installation;
  private final int port;
  private final Process process;

  private Server(Installation installation, int port, Process process) {
    this.installation = installation;
    this.port = port;
    this.process = process;
  }

  /** Starts the program; it is not ready yet. */
  static Server launch(Installation installation, int port) throws IOException {
    ProcessBuilder builder =
        Command.builder(command(installation, port))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(installation.data().startLog().toFile());
    return new Server(installation, port, builder.start());
  }

  /** In a session of its own, so that Ctrl-C reaches Trestle first; without core dumps. */
  private static List<String> command(Installation installation, int port) {
    List<String> command = new ArrayList<>();
    Command.find("setsid").ifPresent(command::add);
    command.addAll(List.of("sh", "-c", "ulimit -c 0; umask 077; exec \"$@\"", "sh"));
    command.addAll(
        installation
            .runAs()
            .command(
                List.of(
                    installation.binaries().program("postgres").toString(),
                    "-D",
                    installation.data().cluster().toString(),
                    "-c",
                    "config_file=" + installation.data().configuration(),
                    "-c",
                    "port=" + port)));
    return command;
  }

  int port() {
    return port;
  }

  DatabaseAddress address(String database, String user, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password);
  }

  /** Waits until the server takes connections, however long its recovery takes. */
  void awaitReady(String administratorPassword, DatabaseListener listener)
      throws InterruptedException {
    long started = System.nanoTime();
    long nextReport = started + PROGRESS.toNanos();
    while (true) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw startFailed("PostgreSQL ended while it started. " + installation.lastWords());
      }
      Optional<PostmasterFile> file = PostmasterFile.read(installation.data());
      if (file.isPresent() && file.get().ready() && answers(administratorPassword)) {
        return;
      }
      if (file.isPresent() && file.get().starting() && System.nanoTime() - nextReport > 0) {
        nextReport += PROGRESS.toNanos();
        listener.changed(recovering(System.nanoTime() - started));
      }
    }
  }

  private boolean answers(String administratorPassword) {
    DatabaseAddress address = address("postgres", Cluster.ADMINISTRATOR, administratorPassword);
    try (Connection connection = ClusterStore.connect(address)) {
      return !connection.isReadOnly();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(INVALID_AUTHORIZATION)) {
        throw startFailed(
            "The passwords in "
                + installation.data().passwords()
                + " are not those of the database. Put the right file back.");
      }
      return false;
    }
  }

  private static DatabaseState recovering(long nanoseconds) {
    return new DatabaseState(
        DatabaseState.Phase.RECOVERING,
        "PostgreSQL replays its log since "
            + TimeUnit.NANOSECONDS.toSeconds(nanoseconds)
            + " s; committed data is safe.");
  }

  private static TrestleException startFailed(String text) {
    return new TrestleException(ProblemCode.DATABASE_START_FAILED, text);
  }

  boolean running() {
    return process.isAlive();
  }

  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Stops: in order, then at once, then by force. */
  void stop(Duration timeout) throws IOException, InterruptedException {
    ClusterProcesses processes = installation.processes();
    for (List<String> command :
        List.of(
            processes.pgCtlStop("fast", timeout),
            processes.pgCtlStop("immediate", IMMEDIATE_STOP))) {
      if (running()) {
        Command.run(installation.runAs().command(command), timeout.plus(IMMEDIATE_STOP));
        // pg_ctl returns when the server has removed its file, shortly before the process ends.
        process.waitFor(IMMEDIATE_STOP.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    process.destroyForcibly();
    process.waitFor();
    processes.stopAll();
  }
}
