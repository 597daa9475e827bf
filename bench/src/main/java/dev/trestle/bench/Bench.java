package dev.trestle.bench;

import java.nio.file.Files;
import java.util.List;

/** Measures everything in one run and writes the report; {@link Run} says what and how. */
public final class Bench {
  private static final int USAGE = 2;

  private Bench() {}

  /**
   * @param arguments see {@link BenchOptions#USAGE}
   */
  public static void main(String[] arguments) throws Exception {
    Progress progress = new Progress();
    BenchOptions options;
    try {
      options = BenchOptions.read(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      progress.print(wrong.getMessage() + "\n\n" + BenchOptions.USAGE);
      System.exit(USAGE);
      return;
    }
    try (Workspace workspace = Workspace.open(options.folder())) {
      String report = new Run(options, workspace, progress).report();
      if (options.report().isPresent()) {
        Files.writeString(options.report().get(), report);
        progress.say("written to " + options.report().get());
      } else {
        progress.print("\n" + report);
      }
    }
  }
}
