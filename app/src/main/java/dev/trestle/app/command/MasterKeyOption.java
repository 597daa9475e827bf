package dev.trestle.app.command;

import dev.trestle.app.platform.PlatformSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the master key's file, the same in every command. */
final class MasterKeyOption {
  @Option(
      names = "--master-key",
      paramLabel = "FILE",
      description = "File of the master key (default: DIR.master-key, beside the data folder).")
  private @Nullable Path file;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  Path fileFor(Path dataFolder) {
    return file == null ? PlatformSettings.masterKeyOf(dataFolder) : file;
  }
}
