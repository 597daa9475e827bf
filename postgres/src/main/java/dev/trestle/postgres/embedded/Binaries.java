package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once per version. The folder is named by the digest of the
 * archive, so another version of Trestle gets another folder and a folder is never half a version.
 */
record Binaries(Path folder) {
  /** The major version of the programs; a cluster of another major is refused. */
  static final int MAJOR = 18;

  private static final String ANY_PREFIX = "bin-";
  private static final String PREFIX = ANY_PREFIX + MAJOR + "-";
  private static final String UNFINISHED_PREFIX = "unpacking-";
  private static final int DIGEST_CHARACTERS = 16;
  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(2);

  /** Unpacks the programs for this machine below the folder, unless they are there. */
  static Binaries unpack(Path parent) throws IOException, InterruptedException {
    String resource = resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path target = parent.resolve(PREFIX + digest(resource).substring(0, DIGEST_CHARACTERS));
    if (!Files.isDirectory(target)) {
      Path unfinished = Files.createTempDirectory(parent, UNFINISHED_PREFIX);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (InputStream archive = open(resource)) {
        Txz.unpack(archive, unfinished);
      }
      // The name must not be on disk before what it names: a power cut would leave empty programs.
      Command.run(List.of("sync", "-f", unfinished.toString()), SYNC_TIMEOUT);
      moveUnlessThere(unfinished, target);
    }
    return new Binaries(target);
  }

  /** Deletes the other versions next to this one, and what a killed start left half unpacked. */
  void deleteOthers() throws IOException {
    List<Path> others;
    try (Stream<Path> siblings = Files.list(folder.resolveSibling(""))) {
      others = siblings.filter(this::isOther).toList();
    }
    for (Path other : others) {
      Folders.delete(other);
    }
  }

  private boolean isOther(Path sibling) {
    String name = String.valueOf(sibling.getFileName());
    return !sibling.equals(folder)
        && (name.startsWith(ANY_PREFIX) || name.startsWith(UNFINISHED_PREFIX));
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static void moveUnlessThere(Path unfinished, Path target) throws IOException {
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      Folders.delete(unfinished);
    }
  }

  static String resourceFor(String system, String architecture) {
    String machine =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> throw unsupported(system, architecture);
        };
    if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
      throw unsupported(system, architecture);
    }
    return "postgres-linux-" + machine + ".txz";
  }

  private static TrestleException unsupported(String system, String architecture) {
    return new TrestleException(
        ProblemCode.DATABASE_START_FAILED,
        "There is no embedded PostgreSQL for "
            + system
            + " on "
            + architecture
            + ". Run PostgreSQL yourself and give its address.");
  }

  private static InputStream open(String resource) {
    InputStream stream = Binaries.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new TrestleException(
          ProblemCode.DATABASE_START_FAILED,
          "The programs of PostgreSQL for this machine ("
              + resource
              + ") are not part of this build of Trestle.");
    }
    return stream;
  }

  private static String digest(String resource) throws IOException {
    try (DigestInputStream stream =
        new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
