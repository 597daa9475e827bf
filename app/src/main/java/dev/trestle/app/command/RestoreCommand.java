package dev.trestle.app.command;

import dev.trestle.app.platform.DataRestore;
import dev.trestle.postgres.backup.BackupSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle restore}: a data folder from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Makes a new data folder from a backup.",
    footer = {
      "",
      "DIR must be missing or empty, and the release the one that wrote the backup. The master key",
      "of the Trestle that wrote it is needed: copy it to DIR.master-key, or name it. The backup is",
      "checked before anything is made, and what was restored is compared with it. A restore that is",
      "broken off leaves a folder that does not start.",
      "",
      "Stop the old Trestle for good before the restored one receives: two that receive for one",
      "health system split its messages between them.",
      "Example: trestle restore trestle-20260131T020000Z.backup --data /srv/trestle-new"
    })
final class RestoreCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Mixin private final MasterKeyOption masterKey = new MasterKeyOption();

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    BackupSummary summary =
        new DataRestore(
                file, data.folder, masterKey.file(), database.url(), text -> line(out, text))
            .run();
    BackupCommand.describe(summary, out);
    line(out, "restored into " + data.folder + "; start it with: trestle up --data " + data.folder);
    return ExitCode.OK;
  }

  private static void line(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
