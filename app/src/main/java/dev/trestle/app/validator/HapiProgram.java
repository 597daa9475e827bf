package dev.trestle.app.validator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where HAPI's validator is installed: a folder with {@code java.args}, its class path. It is
 * looked for each time it is started, so that it can be installed while Trestle runs.
 */
public final class HapiProgram {
  /** System property with the folder; the {@code trestle} script sets it. */
  private static final String FOLDER = "trestle.validator";

  private static final String MAIN = "dev.trestle.validator.Main";

  private final @Nullable Path folder;

  private HapiProgram(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The one beside this build of Trestle. */
  public static HapiProgram beside() {
    String folder = System.getProperty(FOLDER);
    return new HapiProgram(folder == null ? null : Path.of(folder));
  }

  /** The one in a folder. */
  public static HapiProgram in(Path folder) {
    return new HapiProgram(folder);
  }

  /**
   * How it is started; empty where it is not installed. It has 450 MB in use with the definitions
   * of R4, and room for those of a national guide. Nothing of a resource goes to a file, also when
   * it dies.
   */
  Optional<List<String>> command() {
    if (folder == null || !Files.isReadable(folder.resolve("java.args"))) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+SuppressFatalErrorMessage",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "@" + folder.resolve("java.args"),
            MAIN));
  }
}
