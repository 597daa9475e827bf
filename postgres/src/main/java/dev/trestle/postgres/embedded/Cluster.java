package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The folder with PostgreSQL's data: made once, never deleted by us. */
final class Cluster {
  static final String ADMINISTRATOR = "trestle_admin";
  private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(5);

  private final DataFolder data;
  private final Binaries binaries;
  private final RunAs runAs;

  Cluster(DataFolder data, Binaries binaries, RunAs runAs) {
    this.data = data;
    this.binaries = binaries;
    this.runAs = runAs;
  }

  /** Makes the cluster unless it is there; refuses one of another major version. */
  void ensure(Passwords passwords) throws IOException, InterruptedException {
    if (Files.exists(data.cluster())) {
      requireSameMajor();
    } else {
      initialise(passwords);
    }
  }

  private void requireSameMajor() throws IOException {
    String major = Files.readString(data.cluster().resolve("PG_VERSION")).strip();
    if (!major.equals(Integer.toString(Binaries.MAJOR))) {
      throw new TrestleException(
          ProblemCode.DATABASE_VERSION,
          "The data folder was written by PostgreSQL "
              + major
              + "; this Trestle brings PostgreSQL "
              + Binaries.MAJOR
              + ". Start it with the Trestle that wrote it and type: trestle backup --data '"
              + data.path()
              + "'; then with this one, on an empty folder: trestle restore.");
    }
  }

  /** In a folder of another name first, so that a half-made cluster is never taken for one. */
  private void initialise(Passwords passwords) throws IOException, InterruptedException {
    Path unfinished = data.postgres().resolve("cluster-unfinished");
    if (Files.exists(unfinished)) {
      Folders.delete(unfinished);
    }
    Path passwordFile =
        Files.createTempFile(
            data.path(),
            ".initdb",
            ".password",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, passwords.administrator() + "\n");
      runAs.own(passwordFile);
      Command.Result result =
          Command.run(runAs.command(initdb(unfinished, passwordFile)), INITDB_TIMEOUT);
      if (!result.ok()) {
        throw new TrestleException(
            ProblemCode.DATABASE_START_FAILED,
            "The database could not be made. initdb says: "
                + result.output()
                + (result.output().contains("could not look up effective user ID")
                    ? " (Give this user a line in /etc/passwd, or start Trestle as root.)"
                    : ""));
      }
    } finally {
      Files.delete(passwordFile);
    }
    Files.move(unfinished, data.cluster(), StandardCopyOption.ATOMIC_MOVE);
    Folders.flush(data.postgres());
  }

  private List<String> initdb(Path folder, Path passwordFile) {
    List<String> command = new ArrayList<>();
    command.add(binaries.program("initdb").toString());
    command.add("--pgdata=" + folder);
    command.add("--username=" + ADMINISTRATOR);
    command.add("--pwfile=" + passwordFile);
    command.add("--auth=scram-sha-256");
    command.add("--encoding=UTF8");
    command.add("--locale=C");
    // Sorting that no update of the machine's C library can change under an index.
    command.add("--locale-provider=builtin");
    command.add("--builtin-locale=C.UTF-8");
    command.add("--data-checksums");
    return command;
  }
}
