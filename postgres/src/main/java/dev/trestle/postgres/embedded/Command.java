package dev.trestle.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the small programs around PostgreSQL and takes what they print. */
final class Command {
  /** What a program printed, both streams, and its exit code. */
  record Result(int exitCode, String output) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  private static final int OUTPUT_LIMIT_CHARACTERS = 2_000;
  private static final int TIMED_OUT = 124;
  private static final int NOT_STARTED = 127;

  private Command() {}

  /**
   * Runs a program to its end; one that cannot be started or takes too long has failed. What it
   * prints must fit a pipe (64 KB); a file would need room on a disk that may be full.
   */
  static Result run(List<String> arguments, Duration timeout)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          builder(arguments).redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
    } catch (IOException e) {
      return new Result(NOT_STARTED, String.valueOf(e.getMessage()));
    }
    if (!endsWithin(process, timeout)) {
      return new Result(TIMED_OUT, "no end after " + timeout.toSeconds() + " s");
    }
    try (InputStream output = process.getInputStream()) {
      return new Result(process.exitValue(), end(output.readAllBytes()));
    }
  }

  private static boolean endsWithin(Process process, Duration timeout) throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return ended;
    } finally {
      if (!ended) {
        process.destroyForcibly();
      }
    }
  }

  /** A builder whose environment holds nothing that changes what PostgreSQL does. */
  static ProcessBuilder builder(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(new File("/"));
    builder.environment().keySet().removeIf(Command::disturbs);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder;
  }

  private static boolean disturbs(String name) {
    return name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("LD_");
  }

  /** Where a program stands on the search path. */
  static Optional<String> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream((path + ":/usr/sbin:/usr/bin:/sbin:/bin").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** The last characters of a text file, or nothing when it cannot be read. */
  static String end(Path file) {
    try {
      return end(Files.readAllBytes(file));
    } catch (IOException e) {
      return "";
    }
  }

  private static String end(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - OUTPUT_LIMIT_CHARACTERS));
  }
}
