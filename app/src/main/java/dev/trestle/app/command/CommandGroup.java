package dev.trestle.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands, and says which there are. */
abstract class CommandGroup implements Runnable {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public final void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Missing subcommand: "
            + spec.qualifiedName()
            + " "
            + String.join(" | ", spec.subcommands().keySet()));
  }
}
