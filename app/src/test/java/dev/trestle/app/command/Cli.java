package dev.trestle.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line as somebody types it, for tests of other packages. */
public final class Cli {
  private Cli() {}

  /** What came of a command. */
  public record Result(int code, String out, String err) {}

  public static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        RootCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
