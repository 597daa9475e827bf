package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCategory;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns a failure of a command into a line for the operator and an exit code. The text of an
 * exception that is not ours may quote what it choked on, so only its class and place are shown.
 */
final class FailureReport implements IExecutionExceptionHandler {
  private static final String OUR_CODE = "dev.trestle.";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    PrintWriter err = commandLine.getErr();
    if (failure instanceof TrestleException known) {
      err.println("trestle: " + known.getMessage() + " [" + known.code() + "]");
      String advice = known.code().advice();
      if (!String.valueOf(known.getMessage()).contains(advice)) {
        err.println("  " + advice);
      }
      boolean refused = known.getCause() instanceof ServerRefusal;
      return refused ? ExitCode.NEGATIVE : exitCode(known.code().category());
    }
    if (failure instanceof FileSystemException file) {
      // Its name is what the operator typed, or stands in a folder of that name.
      err.println(
          "trestle: "
              + file.getFile()
              + (file instanceof NoSuchFileException
                  ? ": There is no such file"
                  : ": The file cannot be read or written")
              + " ["
              + ProblemCode.FILE_UNREADABLE
              + "]");
      err.println("  " + ProblemCode.FILE_UNREADABLE.advice());
      return ExitCode.ENVIRONMENT;
    }
    err.println("trestle: defect: " + placeOf(failure));
    return ExitCode.NEGATIVE;
  }

  private static int exitCode(ProblemCategory category) {
    return switch (category) {
      case INFRASTRUCTURE, CONFIGURATION -> ExitCode.ENVIRONMENT;
      case TRANSPORT, DATA, IDENTITY, REQUEST, DEFECT -> ExitCode.NEGATIVE;
    };
  }

  /** Class names and lines of our own code, down to the first cause; never a message. */
  private static String placeOf(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.getClass().getName());
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith(OUR_CODE)) {
        text.append(" at ").append(frame);
        break;
      }
    }
    Throwable cause = failure.getCause();
    return cause == null ? text.toString() : text.append(", caused by ") + placeOf(cause);
  }
}
