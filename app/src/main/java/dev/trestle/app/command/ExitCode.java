package dev.trestle.app.command;

/** What the exit code of a command means, for scripts. The same in every command. */
public final class ExitCode {
  /** The command did what was asked. */
  public static final int OK = 0;

  /** The command worked and the answer is no: findings, a failed check, a refused message. */
  public static final int NEGATIVE = 1;

  /** The arguments make no sense. */
  public static final int USAGE = 2;

  /** The machine is not ready: Java, a folder, a key, a database, a port. */
  public static final int ENVIRONMENT = 3;

  private ExitCode() {}
}
