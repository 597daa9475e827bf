package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders with an owner, a mode and a name that is on disk. */
final class Folders {
  private Folders() {}

  /** Writes a file as a whole or not at all, flushed, with these permissions. */
  static void write(Path file, String text, String permissions) throws IOException {
    Path folder = file.resolveSibling(".").normalize();
    Path unfinished =
        Files.createTempFile(
            folder,
            "." + file.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(permissions));
    flush(unfinished);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    flush(folder);
  }

  /** Writes unless the file says so already: a restart needs no room on the disk. */
  static void writeIfOther(Path file, String text, String permissions) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      write(file, text, permissions);
    }
  }

  /** Flushes a file, or the names in a folder, to disk. */
  static void flush(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  static void chown(Path path, int user, int group) throws IOException {
    Files.setAttribute(path, "unix:gid", group);
    Files.setAttribute(path, "unix:uid", user);
  }

  /** Deletes a folder that we made ourselves, symbolic links as links. */
  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
