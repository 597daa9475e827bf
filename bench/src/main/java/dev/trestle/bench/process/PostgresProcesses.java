package dev.trestle.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processes of the PostgreSQL that runs on a data folder. */
public final class PostgresProcesses {
  /** {@code postgres/cluster/postmaster.pid}; deeper down files come and go. */
  private static final int FOLDERS_DOWN = 3;

  private static final String TITLE = "postgres: ";

  /** Time of the first process and of those that ended: they have no kind any more. */
  private static final String REST = "postmaster and ended";

  private PostgresProcesses() {}

  /** Its first process; empty when none runs or it is just starting. */
  public static Optional<ProcessHandle> postmaster(Path dataFolder) throws IOException {
    if (!Files.exists(dataFolder)) {
      return Optional.empty();
    }
    try (Stream<Path> found =
        Files.find(dataFolder, FOLDERS_DOWN, (path, a) -> path.endsWith("postmaster.pid"))) {
      Optional<Path> file = found.findFirst();
      return file.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(Files.readAllLines(file.get()).get(0).strip()));
    }
  }

  static List<Long> pids(Path dataFolder) throws IOException {
    return postmaster(dataFolder).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Nanoseconds of processor time since PostgreSQL started, by kind of process. */
  static SortedMap<String, Long> times(Path dataFolder) throws IOException {
    SortedMap<String, Long> times = new TreeMap<>();
    boolean first = true;
    for (long pid : pids(dataFolder)) {
      Optional<ProcessStat> stat = ProcessStat.of(pid);
      if (stat.isPresent()) {
        String kind = first ? REST : kind(commandLine(pid));
        times.merge(kind, stat.get().ownNanos(), Long::sum);
        times.merge(REST, stat.get().childrenNanos(), Long::sum);
      }
      first = false;
    }
    return times;
  }

  private static String commandLine(long pid) throws IOException {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  /**
   * {@code checkpointer}, {@code backends}, …: PostgreSQL writes what a process is into its command
   * line; that of a backend begins with user and database.
   */
  static String kind(String commandLine) {
    String title = commandLine.replace('\0', ' ').strip();
    if (!title.startsWith(TITLE)) {
      return REST;
    }
    String words = title.substring(TITLE.length());
    for (String kind :
        List.of(
            "checkpointer",
            "background writer",
            "walwriter",
            "autovacuum",
            "io worker",
            "logical replication",
            "logger")) {
      if (words.startsWith(kind)) {
        return kind;
      }
    }
    return words.startsWith("startup") ? REST : "backends";
  }
}
