package dev.trestle.app.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code trestle up} as a process of its own, to be killed. */
final class ChildTrestle {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private final Process process;

  private ChildTrestle(Process process) {
    this.process = process;
  }

  /** Starts it and waits until it receives. */
  static ChildTrestle start(Path data, int mllpPort, Path log) throws IOException {
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.trestle.app.Main",
                "up",
                "--data",
                data.toString(),
                "--http-port",
                "0",
                "--mllp-port",
                Integer.toString(mllpPort),
                "--plain-mllp")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ChildTrestle child = new ChildTrestle(process);
    Awaitility.await("trestle up, see " + log)
        .atMost(START_LIMIT)
        .until(() -> !process.isAlive() || Files.readString(log).contains("ready: "));
    if (!process.isAlive()) {
      throw new IllegalStateException("trestle up ended: " + Files.readString(log));
    }
    return child;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL for the JVM; PostgreSQL lives on as an orphan. */
  void killJvm() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGKILL for the postmaster and every backend, in no order. */
  static void killPostgres(Path data) throws IOException {
    for (ProcessHandle server : postgres(data)) {
      List<ProcessHandle> all = Stream.concat(server.descendants(), Stream.of(server)).toList();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The postmaster writes its process id into the first line of postmaster.pid. */
  private static List<ProcessHandle> postgres(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("postgres"), 4)) {
      return files
          .filter(file -> file.endsWith("postmaster.pid"))
          .flatMap(file -> firstLine(file).stream())
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    } catch (java.io.UncheckedIOException vanished) {
      return List.of();
    }
  }

  private static java.util.Optional<Long> firstLine(Path file) {
    try {
      return java.util.Optional.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException beingWritten) {
      return java.util.Optional.empty();
    }
  }

  /** Ctrl-C: finishes what was received. */
  void stop() throws InterruptedException {
    terminate();
  }

  /** The same; the exit code. The JVM says 143 for a SIGTERM that nobody took for an order. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("trestle did not stop on SIGTERM");
    }
    return process.exitValue();
  }
}
