package dev.trestle.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
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

  private final OutputStream out;

  private ProgressLines(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins. Not with the writer of the response: that one hides that nobody reads any more.
   *
   * @throws IOException when it cannot be written
   */
  static ProgressLines begin(HttpServletResponse response) throws IOException {
    response.setContentType("application/x-ndjson");
    response.setHeader(HEADER, PROGRESS);
    return new ProgressLines(response.getOutputStream());
  }

  /**
   * Sends a line at once.
   *
   * @throws UncheckedIOException nobody reads any more
   */
  void line(Consumer<ObjectNode> content) {
    try {
      out.write((FhirJson.text(content) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException hungUp) {
      throw new UncheckedIOException(hungUp);
    }
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
