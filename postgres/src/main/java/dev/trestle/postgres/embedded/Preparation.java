package dev.trestle.postgres.embedded;

import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.DatabaseState;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything before the first run of the server: folders, programs, user, cluster. */
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final String ONLY_THE_OWNER = "rwx------";
  // The server's user must be able to pass through to its own folder, and to see nothing else.
  private static final String PASS_THROUGH = "rwx--x--x";

  private Preparation() {}

  /** Makes DATA when it is not there; fails when it cannot be written. */
  static void ensureWritable(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PASS_THROUGH));
    }
    if (!Files.isWritable(folder)) {
      throw new FileSystemException(folder.toString(), null, "not writable");
    }
  }

  static Installation prepare(
      EmbeddedPostgresSettings settings, Passwords passwords, DatabaseListener listener)
      throws IOException, InterruptedException {
    DataFolder data = new DataFolder(settings.dataFolder());
    Account account = Unprivileged.owner(data);
    if (!Files.isDirectory(data.postgres())) {
      Files.createDirectory(
          data.postgres(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(ONLY_THE_OWNER)));
    }
    Binaries binaries = Binaries.unpack(settings.binariesFolder());
    RunAs runAs = Unprivileged.find(account, data, binaries);
    if (!runAs.warning().isEmpty()) {
      LOG.warn("{}", runAs.warning());
      listener.changed(new DatabaseState(DatabaseState.Phase.STARTING, runAs.warning()));
    }
    Folders.writeIfOther(data.configuration(), Configuration.text(data, settings), "rw-r--r--");
    Installation installation = new Installation(data, binaries, runAs);
    new Cluster(data, binaries, runAs).ensure(passwords);
    if (settings.binariesFolder().equals(data.postgres())) {
      binaries.deleteOthers();
    }
    return installation;
  }
}
