package dev.trestle.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Processor time of the threads of a process by the kind of thread. A thread that ended is not in
 * it; Java's names are cut to 15 characters by the kernel.
 */
final class ThreadTimes {
  static final String COMPILER = "JVM: compiler";
  static final String COLLECTOR = "JVM: collector";
  private static final String JVM = "JVM: other";

  private static final Map<String, String> KINDS =
      Map.of(
          "C1 CompilerThre", COMPILER,
          "C2 CompilerThre", COMPILER,
          "VM Thread", JVM,
          "VM Periodic Tas", JVM,
          "java", JVM,
          "Notification Th", JVM,
          "Monitor Deflati", JVM,
          "identity-resolv", "identity-resolver",
          "journal-appende", "journal-appender",
          "https-jsse-nio", "HTTP");

  private ThreadTimes() {}

  /** Nanoseconds since each thread began, by kind. */
  static SortedMap<String, Long> of(long pid) throws IOException {
    SortedMap<String, Long> times = new TreeMap<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        count(thread, times);
      }
    }
    return times;
  }

  private static void count(Path thread, SortedMap<String, Long> times) throws IOException {
    try {
      String name = Files.readString(thread.resolve("comm")).strip();
      times.merge(kind(name), nanos(Files.readString(thread.resolve("schedstat"))), Long::sum);
    } catch (NoSuchFileException ended) {
      // Between listing and reading: what it used is part of the process only.
    }
  }

  /** The first number: time on the processor in nanoseconds. */
  static long nanos(String schedstat) {
    return Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
  }

  /** The name without its number, and the JVM's own threads together. */
  static String kind(String name) {
    String plain = name.replaceAll("[-#0-9]+$", "");
    if (plain.startsWith("GC ") || plain.startsWith("G1 ")) {
      return COLLECTOR;
    }
    return KINDS.getOrDefault(plain, plain);
  }
}
