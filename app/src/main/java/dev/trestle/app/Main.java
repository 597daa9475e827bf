package dev.trestle.app;

import dev.trestle.app.command.RootCommand;

/**
 * The entry point. The {@code trestle} script builds when needed and starts this class with the
 * arguments it was given.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(RootCommand.commandLine().execute(arguments));
  }
}
