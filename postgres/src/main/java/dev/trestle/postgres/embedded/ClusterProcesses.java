package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes that work on our cluster. Those that an earlier Trestle left are stopped before a
 * new server starts; that also ends commits which were under way when their client died, so that
 * nobody sees them appear later. To be called with the lock on DATA held only.
 */
final class ClusterProcesses {
  private static final Duration FAST_STOP = Duration.ofSeconds(60);
  private static final Duration OWN_END = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private final DataFolder data;
  private final Binaries binaries;
  private final RunAs runAs;

  ClusterProcesses(DataFolder data, Binaries binaries, RunAs runAs) {
    this.data = data;
    this.binaries = binaries;
    this.runAs = runAs;
  }

  /** Stops what is left: an orphaned server in order, lone backends by force. */
  void stopAll() throws IOException, InterruptedException {
    if (postmaster().isPresent()) {
      Command.run(runAs.command(pgCtlStop("fast", FAST_STOP)), FAST_STOP.plus(OWN_END));
    }
    kill();
    forgetStalePidFile();
  }

  /** Backends whose postmaster was killed notice it by themselves, unless they are computing. */
  void kill() throws InterruptedException {
    if (!goneWithin(OWN_END)) {
      all().forEach(ProcessHandle::destroyForcibly);
      goneWithin(OWN_END);
    }
  }

  List<String> pgCtlStop(String mode, Duration timeout) {
    return List.of(
        binaries.program("pg_ctl").toString(),
        "stop",
        "--pgdata=" + data.cluster(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + timeout.toSeconds());
  }

  /**
   * PostgreSQL refuses to start when any process has the number in this file: after a crash of the
   * machine, or in a container, that is soon an innocent one; without an init process a killed
   * server stays a zombie for ever. We know better: we hold the lock, and nobody works here.
   */
  private void forgetStalePidFile() throws IOException {
    if (all().isEmpty()) {
      Files.deleteIfExists(PostmasterFile.in(data));
    }
  }

  private boolean goneWithin(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!all().isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /** Every process of a server works in its cluster's folder; a zombie works nowhere. */
  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::worksOnCluster).toList();
  }

  private boolean worksOnCluster(ProcessHandle process) {
    Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.readSymbolicLink(folder).equals(data.cluster().toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** The server itself, if it is at work: the first line of its file, when it is one of ours. */
  Optional<ProcessHandle> postmaster() {
    return PostmasterFile.read(data).flatMap(this::owner);
  }

  private Optional<ProcessHandle> owner(PostmasterFile file) {
    return all().stream()
        .filter(process -> Long.toString(process.pid()).equals(file.processId()))
        .findFirst();
  }
}
