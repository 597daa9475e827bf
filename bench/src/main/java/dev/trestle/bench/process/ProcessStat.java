package dev.trestle.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of a process, user and system, from proc(5) stat.
 *
 * @param name of the program, cut to 15 characters
 * @param ownNanos of the process, all its threads
 * @param childrenNanos of its children that ended and were waited for
 */
record ProcessStat(String name, long ownNanos, long childrenNanos) {
  /** Of Linux on every architecture: USER_HZ. */
  private static final int TICKS_PER_SECOND = 100;

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;

  /** Field 14, counted from the state, which is field 3 and follows the name. */
  private static final int USER = 11;

  /** Empty when the process is gone: its parent has counted it by now. */
  static Optional<ProcessStat> of(long pid) throws IOException {
    try {
      return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.exists(Path.of("/proc", Long.toString(pid)))) {
        throw e;
      }
      return Optional.empty(); // it ended between opening and reading
    }
  }

  /** The name stands in parentheses and may hold blanks and parentheses. */
  static ProcessStat parse(String stat) {
    int end = stat.lastIndexOf(')');
    String[] fields = stat.substring(end + 2).split(" ");
    return new ProcessStat(
        stat.substring(stat.indexOf('(') + 1, end),
        (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * TICK_NANOS,
        (Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3])) * TICK_NANOS);
  }
}
