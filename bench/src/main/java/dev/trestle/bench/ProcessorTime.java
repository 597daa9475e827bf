package dev.trestle.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time used since the processes started, user and system.
 *
 * @param javaNanos of this JVM: everything in it, compiler, collector and senders too
 * @param postgresNanos of PostgreSQL: all processes below the one that postmaster.pid names, in
 *     steps of the kernel's clock tick
 * @param compilerNanos what the JVM says its compiler took: elapsed time, so at most this much of
 *     {@code javaNanos}
 */
record ProcessorTime(long javaNanos, long postgresNanos, long compilerNanos) {
  /** Of Linux on every architecture: USER_HZ. */
  private static final int TICKS_PER_SECOND = 100;

  private static final int FOLDERS_DOWN = 4;

  /** Fields 14 to 17 of proc(5) stat, counted from the state, which is field 3. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  static ProcessorTime now(Path dataFolder) {
    return new ProcessorTime(javaTime(), postgresTime(dataFolder), compilerTime());
  }

  ProcessorTime since(ProcessorTime earlier) {
    return new ProcessorTime(
        javaNanos - earlier.javaNanos,
        postgresNanos - earlier.postgresNanos,
        compilerNanos - earlier.compilerNanos);
  }

  private static long compilerTime() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
  }

  private static long javaTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long postgresTime(Path dataFolder) {
    try {
      ProcessHandle server = postgres(dataFolder).orElseThrow();
      List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
      long ticks = 0;
      for (ProcessHandle process : all) {
        ticks += ticks(process.pid());
      }
      return ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first process of the PostgreSQL that runs on a data folder. */
  static Optional<ProcessHandle> postgres(Path dataFolder) throws IOException {
    try (Stream<Path> found =
        Files.find(dataFolder, FOLDERS_DOWN, (path, a) -> path.endsWith("postmaster.pid"))) {
      Optional<Path> file = found.findFirst();
      return file.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(Files.readAllLines(file.get()).get(0).strip()));
    }
  }

  /** Its own and that of its children that ended. */
  private static long ticks(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (NoSuchFileException ended) {
      return 0; // its parent has counted it by now
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }
}
