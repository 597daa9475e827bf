package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** A file that only its owner reads, and that is there only when it is whole. */
final class SavedFile {
  private SavedFile() {}

  /** Looks at the file before it gets its name. */
  interface Check {
    /** Whether it is as it should be. */
    boolean holds(Path unfinished) throws IOException;
  }

  /**
   * Writes {@code content} to {@code file}; returns whether the check held. When it did not,
   * nothing is kept.
   *
   * @throws TrestleException CONFLICT when a file of that name is there
   */
  static boolean write(Path file, InputStream content, Check check) throws IOException {
    Path unfinished = free(file);
    try {
      copy(content, unfinished);
      if (!check.holds(unfinished)) {
        return false;
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Where a file is written before it gets its name; to be asked before content is asked for.
   *
   * @throws TrestleException CONFLICT when a file of that name is there
   */
  static Path free(Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    for (Path taken : new Path[] {file, unfinished}) {
      if (Files.exists(taken)) {
        throw new TrestleException(
            ProblemCode.CONFLICT, taken + " is there already. Choose another name.");
      }
    }
    return unfinished;
  }

  private static void copy(InputStream content, Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        OutputStream out = Channels.newOutputStream(channel)) {
      content.transferTo(out);
      channel.force(true);
    }
  }
}
