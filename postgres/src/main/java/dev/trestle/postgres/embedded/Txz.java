package dev.trestle.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a tar archive compressed with xz. */
final class Txz {
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final int EXECUTE_BITS = 0b001_001_001;

  private Txz() {}

  static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, target);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = inside(target, target.resolve(entry.getName()));
    Files.createDirectories(entry.isDirectory() ? path : parent(path));
    if (entry.isSymbolicLink()) {
      Path destination = Path.of(entry.getLinkName());
      inside(target, parent(path).resolve(destination));
      Files.createSymbolicLink(path, destination);
    } else if (entry.isFile()) {
      Files.copy(content, path);
      Files.setPosixFilePermissions(path, (entry.getMode() & EXECUTE_BITS) == 0 ? PLAIN : PROGRAM);
    }
    if (entry.isDirectory()) {
      Files.setPosixFilePermissions(path, PROGRAM);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static Path inside(Path target, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("An entry of the archive leads out of it.");
    }
    return normal;
  }
}
