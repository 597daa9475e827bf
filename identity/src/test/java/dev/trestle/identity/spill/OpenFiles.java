package dev.trestle.identity.spill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of a folder that this process has open, as Linux shows them, also when their name is gone.
 */
public final class OpenFiles {
  private static final Path OWN = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /** Whether this system shows them. */
  public static boolean areShown() {
    return Files.isDirectory(OWN);
  }

  /** What is in each of them now. */
  public static List<byte[]> in(Path folder) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> open = Files.list(OWN)) {
      for (Path one : open.toList()) {
        if (Files.isSymbolicLink(one) && target(one).startsWith(folder.toRealPath().toString())) {
          contents.add(Files.readAllBytes(one));
        }
      }
    }
    return contents;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
