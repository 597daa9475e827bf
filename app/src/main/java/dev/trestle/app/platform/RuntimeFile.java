package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How commands on the same machine find a running Trestle: {@code DATA/run/trestle.json}, readable
 * by its owner only. Whoever may read the data folder may operate it.
 */
public final class RuntimeFile {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeFile.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RuntimeFile() {}

  /**
   * What stands in the file.
   *
   * @param pid process
   * @param address base address of HTTP, {@code https://localhost:8443}
   * @param certificate PEM file to trust
   * @param token a token of this run with the right to operate and administer
   */
  public record Content(long pid, String address, String certificate, String token) {
    @Override
    public String toString() {
      return "RuntimeFile[" + pid + ", " + address + "]";
    }
  }

  static void write(Path dataFolder, Content content) {
    Path file = file(dataFolder);
    try {
      Files.createDirectories(file.getParent());
      Path fresh =
          Files.createTempFile(
              file.getParent(),
              "trestle",
              ".json",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, JSON.writeValueAsBytes(content));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new TrestleException(
          ProblemCode.DATA_NOT_WRITABLE, "The file " + file + " cannot be written", e);
    }
  }

  /** Deletes it; a file that stays names a process that is gone, which readers see. */
  static void delete(Path dataFolder) {
    try {
      Files.deleteIfExists(file(dataFolder));
    } catch (IOException e) {
      LOG.warn("The file {} could not be deleted", file(dataFolder));
    }
  }

  /**
   * Reads it.
   *
   * @throws TrestleException NOT_FOUND when nothing runs on this data folder
   */
  public static Content read(Path dataFolder) {
    Path file = file(dataFolder);
    try {
      Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
      if (ProcessHandle.of(content.pid()).map(ProcessHandle::isAlive).orElse(false)) {
        return content;
      }
    } catch (IOException | JacksonException notThere) {
      throw notRunning(dataFolder);
    }
    throw notRunning(dataFolder);
  }

  private static TrestleException notRunning(Path dataFolder) {
    return new TrestleException(
        ProblemCode.NOT_FOUND,
        "No Trestle runs on "
            + dataFolder
            + ". Start one with `trestle up --data "
            + dataFolder
            + "`.");
  }

  private static Path file(Path dataFolder) {
    return dataFolder.resolve("run").resolve("trestle.json");
  }
}
