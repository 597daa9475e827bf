package dev.trestle.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory: each page counted once, shared ones in parts (PSS of proc(5) smaps_rollup).
 *
 * @param platformBytes of the JVM
 * @param postgresBytes of all processes of PostgreSQL together
 */
public record MemoryUse(long platformBytes, long postgresBytes) {
  private static final String PSS = "Pss:";

  public static MemoryUse now(long platformPid, Path dataFolder) throws IOException {
    long postgres = 0;
    for (long pid : PostgresProcesses.pids(dataFolder)) {
      postgres += pss(pid);
    }
    return new MemoryUse(pss(platformPid), postgres);
  }

  public long bytes() {
    return platformBytes + postgresBytes;
  }

  /** 0 when the process is gone. */
  private static long pss(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    try {
      return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /** The line {@code Pss: 12345 kB}. */
  static long parse(List<String> rollup) {
    for (String line : rollup) {
      if (line.startsWith(PSS)) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IllegalArgumentException("no " + PSS);
  }
}
