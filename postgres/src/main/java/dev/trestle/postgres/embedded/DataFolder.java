package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The names in DATA. What the server's user can write is below {@code postgres/} only; what root
 * may write for it (configuration, passwords, start log) stands outside, so that the server's user
 * cannot lead root astray with a symbolic link.
 */
record DataFolder(Path path) {
  static final String POSTGRES = "postgres";

  Path lock() {
    return path.resolve("trestle.lock");
  }

  Path passwords() {
    return path.resolve("postgres.passwords");
  }

  Path configuration() {
    return path.resolve("postgres.conf");
  }

  /** What the server says before its own log is open. */
  Path startLog() {
    return path.resolve("postgres-start.log");
  }

  Path postgres() {
    return path.resolve(POSTGRES);
  }

  Path cluster() {
    return postgres().resolve("cluster");
  }

  Path logs() {
    return postgres().resolve("log");
  }

  /** Free space where it is; 0 when that cannot be known. */
  long usableBytes() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
