package dev.trestle.bench.platform;

import dev.trestle.app.platform.RuntimeFile;
import dev.trestle.bench.process.PostgresProcesses;
import dev.trestle.bench.process.Usage;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link MeasuredPlatform}, with the JVM options of {@code trestle up}. */
public final class PlatformProcess implements AutoCloseable {
  /**
   * PostgreSQL is at rest when it takes less than this of one processor for so long. An idle
   * platform asks it for some 4 %.
   */
  private static final double REST_SHARE = 0.1;

  private static final Duration REST_LOOK = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String READY = "ready ";

  private final Process process;
  private final Path data;
  private final BufferedWriter to;
  private final BufferedReader from;
  private final int mllpPort;

  /**
   * The balance of everything.
   *
   * @param closes whether its terms add up
   */
  public record Balance(boolean closes, long received, long exceptions) {}

  private PlatformProcess(Process process, Path data) throws IOException {
    this.process = process;
    this.data = data;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from = process.inputReader(StandardCharsets.UTF_8);
    String line = from.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IOException("the platform did not start, see its log in " + data);
    }
    this.mllpPort = Integer.parseInt(line.substring(READY.length()));
  }

  /** Starts it and waits until it receives. */
  public static PlatformProcess start(Path data) throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of(MeasuredPlatform.class.getName(), data.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new PlatformProcess(process, data);
  }

  /** A JVM with the options and class path of the platform; the main class is to follow. */
  public static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-Xshare:auto",
            "-XX:+UseG1GC",
            "-Xmx1g",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8"));
    String more = System.getenv("TRESTLE_JAVA_OPTS");
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.strip().split("\\s+")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  public long pid() {
    return process.pid();
  }

  public Path data() {
    return data;
  }

  /** Where to send, over TLS; patient, because a slow answer is a figure, not a failure. */
  public MllpTarget mllp() {
    return new MllpTarget(
        "localhost",
        mllpPort,
        ClientTls.trusting(Path.of(runtime().certificate())),
        PATIENCE,
        PATIENCE);
  }

  /** Where to ask, and with which token. */
  public RuntimeFile.Content runtime() {
    return RuntimeFile.read(data);
  }

  public Usage usage() {
    try {
      return Usage.now(pid(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until nothing is in line. */
  public void awaitIdle(Duration limit) {
    if (!Boolean.parseBoolean(ask("idle " + limit.toSeconds()))) {
      throw new IllegalStateException("not idle within " + limit);
    }
  }

  /**
   * Waits until PostgreSQL has little left to do of what came before: vacuum, checkpoint, indexes.
   *
   * @return how long that took
   */
  public Duration awaitRest(Duration limit) {
    long start = System.nanoTime();
    Usage before = usage();
    while (true) {
      sleep(REST_LOOK);
      Usage now = usage();
      boolean resting = now.since(before).postgresNanos() < REST_SHARE * REST_LOOK.toNanos();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (resting) {
        return took;
      }
      if (took.compareTo(limit) > 0) {
        throw new IllegalStateException("PostgreSQL is not at rest within " + limit);
      }
      before = now;
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public Balance balance() {
    String[] words = ask("balance").split(" ");
    return new Balance(
        Boolean.parseBoolean(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  public void sample() {
    ask("sample");
  }

  public void sampled(Path file) {
    ask("sampled " + file);
  }

  private String ask(String line) {
    try {
      to.write(line);
      to.newLine();
      to.flush();
      String answer = from.readLine();
      if (answer == null) {
        throw new IOException("the platform ended, see its log in " + data);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in order; when that does not work, PostgreSQL is ended too. */
  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        end();
      }
    } catch (IOException e) {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
    }
  }

  /** For a run that is broken off: SIGTERM to both. */
  public void end() {
    process.destroy();
    endPostgres(data);
  }

  /** When a run is broken off, PostgreSQL would go on without it. */
  public static void endPostgres(Path data) {
    try {
      PostgresProcesses.postmaster(data).ifPresent(ProcessHandle::destroy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
