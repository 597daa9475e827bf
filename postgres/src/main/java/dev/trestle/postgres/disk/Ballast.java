package dev.trestle.postgres.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;

/** A file that holds room on the disk until it is needed. */
final class Ballast {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Path file;
  private final long bytes;

  Ballast(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  boolean present() {
    return Files.exists(file);
  }

  long bytes() {
    return bytes;
  }

  /** Gives the room back. */
  void release() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Takes the room, really: written and flushed, in noise that no file system compresses away. */
  void make() throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    boolean made = false;
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      fill(channel);
      channel.force(true);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      made = true;
    } finally {
      if (!made) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private void fill(FileChannel channel) throws IOException {
    Random noise = new Random(bytes);
    byte[] block = new byte[BLOCK_BYTES];
    for (long written = 0; written < bytes; ) {
      noise.nextBytes(block);
      ByteBuffer buffer = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK_BYTES, bytes - written));
      while (buffer.hasRemaining()) {
        written += channel.write(buffer);
      }
    }
  }
}
