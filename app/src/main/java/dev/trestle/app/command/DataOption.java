package dev.trestle.app.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the data folder, the same in every command. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder (default: ${DEFAULT-VALUE}).",
      defaultValue = "trestle-data")
  Path folder = Path.of("trestle-data");
}
