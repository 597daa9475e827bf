package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.postgres.backup.Backup;
import dev.trestle.postgres.backup.BackupSummary;
import dev.trestle.postgres.backup.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a data folder from a backup. The whole file is checked before anything is made; then the
 * folder carries a mark until the last row was compared, so that a restore that is broken off at
 * any moment leaves nothing that starts.
 */
public final class DataRestore {
  private static final Logger LOG = LoggerFactory.getLogger(DataRestore.class);
  private static final String LOST_AND_FOUND = "lost+found";
  private final Path backup;
  private final Path dataFolder;
  private final Path masterKeyFile;
  private final Optional<String> databaseUrl;
  private final Consumer<String> progress;

  /**
   * A restore.
   *
   * @param backup the file
   * @param dataFolder missing or empty
   * @param masterKeyFile the key of the Trestle that wrote the backup; it is not in the backup
   * @param databaseUrl an external, empty database; without it the embedded one
   * @param progress one line each
   */
  public DataRestore(
      Path backup,
      Path dataFolder,
      Optional<Path> masterKeyFile,
      Optional<String> databaseUrl,
      Consumer<String> progress) {
    this.backup = backup;
    this.dataFolder = dataFolder.toAbsolutePath().normalize();
    this.masterKeyFile = masterKeyFile.orElse(MasterKeyFile.defaultFor(dataFolder));
    this.databaseUrl = databaseUrl;
    this.progress = progress;
  }

  /**
   * Reads a backup to its end and restores nothing.
   *
   * @throws TrestleException NOT_FOUND, MASTER_KEY_WRONG or BACKUP_DAMAGED
   */
  public static BackupSummary check(Path backup, Path masterKeyFile) {
    if (!Files.isRegularFile(backup)) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is no file " + backup);
    }
    return Backup.check(backup, key(masterKeyFile));
  }

  private static MasterKey key(Path file) {
    if (!Files.exists(file)) {
      throw new TrestleException(
          ProblemCode.MASTER_KEY_WRONG,
          "The master key "
              + file
              + " is missing. A backup does not hold it: bring the key of the Trestle that wrote"
              + " the backup, and name it with --master-key.");
    }
    return MasterKeyFile.open(file, true);
  }

  /**
   * Restores.
   *
   * @throws TrestleException what is wrong and what to do; the folder is as it was before
   */
  public BackupSummary run() {
    RestoreMark mark = RestoreMark.in(dataFolder);
    mark.refuse();
    refuseUsedFolder();
    progress.accept("checking " + backup);
    check(backup, masterKeyFile);
    try {
      Files.createDirectories(dataFolder);
      mark.set();
      BackupSummary summary = fill();
      mark.remove();
      return summary;
    } catch (IOException e) {
      clear(mark);
      throw new TrestleException(
          ProblemCode.DATA_NOT_WRITABLE, "The data folder " + dataFolder + " cannot be written", e);
    } catch (RuntimeException e) {
      clear(mark);
      throw e;
    }
  }

  private BackupSummary fill() {
    try (Database database = Database.connect(dataFolder, databaseUrl, progress)) {
      return new Restore(backup, key(masterKeyFile), this::tlsFile, progress).into(database.pool());
    }
  }

  private void refuseUsedFolder() {
    try {
      if (Files.exists(dataFolder) && !content().isEmpty()) {
        throw new TrestleException(
            ProblemCode.RESTORE_TARGET_NOT_EMPTY,
            "The data folder "
                + dataFolder
                + " is not empty. "
                + ProblemCode.RESTORE_TARGET_NOT_EMPTY.advice());
      }
    } catch (IOException e) {
      throw new TrestleException(
          ProblemCode.DATA_NOT_WRITABLE, "The data folder " + dataFolder + " cannot be read", e);
    }
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(dataFolder)) {
      return files.filter(file -> !file.endsWith(LOST_AND_FOUND)).toList();
    }
  }

  /** The certificate that senders trust comes back with the data. */
  private void tlsFile(String name, byte[] content) throws IOException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IOException("not the name of a file: " + name);
    }
    Path folder = Files.createDirectories(dataFolder.resolve(Backups.TLS_FOLDER));
    try (var channel =
        Files.newByteChannel(
            folder.resolve(name),
            EnumSet.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap(content));
    }
  }

  /** Takes away what this restore made; the folder was empty before. The mark goes last. */
  private void clear(RestoreMark mark) {
    try {
      for (Path made : content()) {
        if (!made.equals(mark.file())) {
          delete(made);
        }
      }
      Files.deleteIfExists(mark.file());
    } catch (IOException e) {
      LOG.warn("What the broken-off restore left in {} could not be deleted", dataFolder);
    }
  }

  private static void delete(Path made) throws IOException {
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
