package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that stands in a data folder from the first step of a restore to the last. A folder with
 * it is never started.
 */
final class RestoreMark {
  private final Path folder;
  private final Path file;

  private RestoreMark(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("restore-unfinished");
  }

  static RestoreMark in(Path dataFolder) {
    return new RestoreMark(dataFolder);
  }

  /**
   * Refuses a folder with the mark.
   *
   * @throws TrestleException RESTORE_UNFINISHED
   */
  void refuse() {
    if (Files.exists(file)) {
      throw new TrestleException(
          ProblemCode.RESTORE_UNFINISHED,
          "A restore into "
              + folder
              + " did not finish. "
              + ProblemCode.RESTORE_UNFINISHED.advice());
    }
  }

  void set() throws IOException {
    Files.createFile(file);
    flush(file);
    flush(folder);
  }

  void remove() throws IOException {
    Files.delete(file);
    flush(folder);
  }

  Path file() {
    return file;
  }

  private static void flush(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
