package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that holds the master key: beside the data folder, never in it, readable by its owner
 * only.
 */
final class MasterKeyFile {
  private MasterKeyFile() {}

  /** Where the key of a data folder is kept unless the operator says otherwise. */
  static Path defaultFor(Path dataFolder) {
    Path absolute = dataFolder.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".master-key");
  }

  /**
   * Reads the key. Makes one only for data that was never sealed.
   *
   * @param sealedBefore whether the database holds keys that a master key wraps
   */
  static MasterKey open(Path file, boolean sealedBefore) {
    try {
      if (Files.exists(file)) {
        return MasterKey.parse(Files.readString(file));
      }
      if (sealedBefore) {
        throw new TrestleException(
            ProblemCode.MASTER_KEY_WRONG,
            "The master key "
                + file
                + " is missing, and this data was sealed with it. "
                + "Put the file back, or name it with --master-key. No new key is made.");
      }
      return create(file);
    } catch (IOException e) {
      throw new TrestleException(
          ProblemCode.MASTER_KEY_WRONG, "The master key " + file + " cannot be read or written", e);
    }
  }

  private static MasterKey create(Path file) throws IOException {
    String text = MasterKey.generate();
    try (var channel =
        Files.newByteChannel(
            file,
            EnumSet.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(StandardCharsets.US_ASCII.encode(text + "\n"));
    } catch (FileAlreadyExistsException raced) {
      return MasterKey.parse(Files.readString(file));
    }
    return MasterKey.parse(text);
  }

  /** Whether others than the owner can read the file. */
  static boolean isExposed(Path file) throws IOException {
    Set<java.nio.file.attribute.PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file);
    return permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"));
  }
}
