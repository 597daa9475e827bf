package dev.trestle.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of one JSON object a line, while something long goes on. What is refused after the
 * first line can no longer have a status of its own: it is the last line, {@code {"problem": …}}
 * with problem details (RFC 9457).
 */
final class ProgressLines {
  private static final String PROBLEM = "problem";
  private static final String HEADER = "X-Trestle-Lines";
  private static final String PROGRESS = "progress";

  private ProgressLines() {}

  /**
   * Begins. Not the writer of the response: that one hides that nobody reads any more.
   *
   * @throws IOException when it cannot be written
   */
  static OutputStream begin(HttpServletResponse response) throws IOException {
    response.setContentType("application/x-ndjson");
    response.setHeader(HEADER, PROGRESS);
    return response.getOutputStream();
  }

  /** Whether a line has left, so that a failure has to be one as well. */
  static boolean haveLeft(HttpServletResponse response) {
    return response.isCommitted() && PROGRESS.equals(response.getHeader(HEADER));
  }

  /** The last line. Who hung up is told nothing. */
  static void refuse(HttpServletResponse response, ObjectNode problem) {
    try {
      String line = FhirJson.text(node -> node.set(PROBLEM, problem)) + "\n";
      response.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException nobodyReads) {
      // What was begun has ended all the same.
    }
  }
}
