package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server writes about itself into {@code postmaster.pid} (PostgreSQL's {@code pidfile.h}):
 * its process number in line 1, its status in line 8.
 */
record PostmasterFile(String processId, String status) {
  private static final int STATUS_LINE = 8;
  private static final String STARTING = "starting";
  private static final String READY = "ready";

  static Path in(DataFolder data) {
    return data.cluster().resolve("postmaster.pid");
  }

  /** Nothing when there is no server, or when it has only just begun to write. */
  static Optional<PostmasterFile> read(DataFolder data) {
    try {
      List<String> lines = Files.readAllLines(in(data), StandardCharsets.ISO_8859_1);
      String status = lines.size() < STATUS_LINE ? "" : lines.get(STATUS_LINE - 1).strip();
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(new PostmasterFile(lines.get(0).strip(), status));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean starting() {
    return status.equals(STARTING);
  }

  boolean ready() {
    return status.equals(READY);
  }
}
