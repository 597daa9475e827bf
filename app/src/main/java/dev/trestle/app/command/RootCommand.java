package dev.trestle.app.command;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code trestle} itself: shows its help and version, and knows every command. A new command is a
 * class of this package, added to {@code subcommands}.
 *
 * <p>Exit codes are in {@link ExitCode}.
 */
@Command(
    name = "trestle",
    description = "Connects health software to electronic health records and drops nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = ReleaseVersion.class,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.NEGATIVE,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      TranslateCommand.class,
      ValidateCommand.class,
      CoverageCommand.class,
      MappingCommand.class,
      IcdCommand.class,
      SignoffCommand.class,
      SendCommand.class,
      StatusCommand.class,
      SiteCommand.class,
      SourceCommand.class,
      MessagesCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ExceptionsCommand.class,
      IncidentsCommand.class,
      IdentityCommand.class,
      LinkCommand.class,
      DeletionsCommand.class,
      AuditCommand.class,
      ImpactCommand.class,
      TokenCommand.class,
      UserCommand.class,
      CommandLine.HelpCommand.class
    })
public final class RootCommand implements Runnable {
  // Picocli fills the field after construction and needs it to be assignable.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  RootCommand() {}

  /** The configured command line; {@code execute} on it answers an {@link ExitCode}. */
  public static CommandLine commandLine() {
    return new CommandLine(new RootCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureReport());
  }

  /** Without a command there is nothing to do: that is an error of usage. */
  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().usage(err);
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
