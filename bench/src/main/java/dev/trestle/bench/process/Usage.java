package dev.trestle.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Processor time, user and system, of the platform, of its PostgreSQL and of the sender, each a
 * process or processes of its own.
 *
 * @param platformNanos of the platform's JVM, everything in it
 * @param threads of the platform by kind of thread; what ended meanwhile is missing
 * @param postgres by kind of process
 * @param senderNanos of this process, which sends and measures
 */
public record Usage(
    long platformNanos,
    SortedMap<String, Long> threads,
    SortedMap<String, Long> postgres,
    long senderNanos) {
  private static final String OTHER = "other threads";

  /** What one kind of thread or process used. */
  public record Part(String name, long nanos) {}

  /** Since the processes started. */
  public static Usage now(long platformPid, Path dataFolder) throws IOException {
    return new Usage(
        ProcessStat.of(platformPid).orElseThrow(() -> gone(platformPid)).ownNanos(),
        ThreadTimes.of(platformPid),
        PostgresProcesses.times(dataFolder),
        ProcessStat.of(ProcessHandle.current().pid()).orElseThrow().ownNanos());
  }

  private static IOException gone(long pid) {
    return new IOException("the platform, process " + pid + ", is gone");
  }

  public Usage since(Usage earlier) {
    return new Usage(
        platformNanos - earlier.platformNanos,
        difference(threads, earlier.threads),
        difference(postgres, earlier.postgres),
        senderNanos - earlier.senderNanos);
  }

  public Usage plus(Usage other) {
    SortedMap<String, Long> allThreads = new TreeMap<>(threads);
    other.threads.forEach((name, nanos) -> allThreads.merge(name, nanos, Long::sum));
    SortedMap<String, Long> allPostgres = new TreeMap<>(postgres);
    other.postgres.forEach((name, nanos) -> allPostgres.merge(name, nanos, Long::sum));
    return new Usage(
        platformNanos + other.platformNanos,
        allThreads,
        allPostgres,
        senderNanos + other.senderNanos);
  }

  public long postgresNanos() {
    return postgres.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The JVM's compiler at work: its share of the platform's processor time. */
  public double compilerShare() {
    return threads.getOrDefault(ThreadTimes.COMPILER, 0L) / (double) Math.max(1, platformNanos);
  }

  /** The platform's threads, the busiest first; those below a share of the whole are one part. */
  public List<Part> parts(double leastShare) {
    List<Part> parts = new ArrayList<>();
    long rest = platformNanos;
    for (Map.Entry<String, Long> thread : threads.entrySet()) {
      if (thread.getValue() >= leastShare * platformNanos) {
        parts.add(new Part(thread.getKey(), thread.getValue()));
        rest -= thread.getValue();
      }
    }
    parts.sort((a, b) -> Long.compare(b.nanos, a.nanos));
    parts.add(new Part(OTHER, Math.max(0, rest)));
    return parts;
  }

  private static SortedMap<String, Long> difference(
      SortedMap<String, Long> later, SortedMap<String, Long> earlier) {
    SortedMap<String, Long> used = new TreeMap<>();
    // A kind whose threads ended has less than before: what they used meanwhile is not known.
    later.forEach(
        (name, nanos) -> used.put(name, Math.max(0, nanos - earlier.getOrDefault(name, 0L))));
    return used;
  }
}
