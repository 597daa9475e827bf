package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a site only refers to. Errors name the reference, never what it holds. */
final class Secrets {
  private static final String FILE = "secret:file:";
  private static final String ENVIRONMENT = "secret:env:";

  private Secrets() {}

  /**
   * The secret itself.
   *
   * @throws TrestleException SITE_INVALID when it is not there
   */
  static String read(String reference) {
    if (reference.startsWith(FILE)) {
      Path file = Path.of(reference.substring(FILE.length()));
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new TrestleException(
            ProblemCode.SITE_INVALID,
            "The file of " + reference + " cannot be read: " + e.getClass().getSimpleName(),
            e);
      }
    }
    if (reference.startsWith(ENVIRONMENT)) {
      String value = System.getenv(reference.substring(ENVIRONMENT.length()));
      if (value != null) {
        return value;
      }
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "The environment variable of " + reference + " is not set in this process");
    }
    throw new TrestleException(ProblemCode.SITE_INVALID, "A reference is of no known kind");
  }
}
