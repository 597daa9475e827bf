package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The content of a PEM file (RFC 7468), wherever it was kept.
 *
 * @param name where it is from, for errors
 * @param text its content, which can be a private key
 */
public record PemText(String name, String text) {
  /**
   * Reads a file.
   *
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when it cannot be read
   */
  public static PemText read(Path file) {
    try {
      return new PemText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "The key or certificate file " + file + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  /** Without the content. */
  @Override
  public String toString() {
    return "PemText[" + name + "]";
  }
}
