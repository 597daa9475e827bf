package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every run of the server shares.
 *
 * @param data the DATA folder
 * @param binaries the programs
 * @param runAs as whom they run
 */
record Installation(DataFolder data, Binaries binaries, RunAs runAs) {
  ClusterProcesses processes() {
    return new ClusterProcesses(data, binaries, runAs);
  }

  /** Why the server ended, as far as it said; the configuration keeps patient data out of it. */
  String lastWords() {
    String early = Command.end(data.startLog());
    List<String> fatal =
        newestLog().stream()
            .flatMap(log -> Command.end(log).lines())
            .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
            .toList();
    String late = fatal.isEmpty() ? "" : fatal.get(fatal.size() - 1);
    return "It said: " + (late.isEmpty() ? early : late) + " (see " + data.logs() + ")";
  }

  private List<Path> newestLog() {
    try (Stream<Path> logs = Files.list(data.logs())) {
      return logs.max(Comparator.comparingLong(log -> log.toFile().lastModified())).stream()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
