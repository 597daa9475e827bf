package dev.trestle.app.http;

import dev.trestle.app.feed.FeedExport;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Sends messages of a feed as a file. It is recorded before the first byte leaves, with the number
 * of messages; that it broke off is recorded too. What is refused is refused before the first byte.
 */
public final class MessageExport {
  static final String ACTION = "message-export";
  private static final Logger LOG = LoggerFactory.getLogger(MessageExport.class);
  private static final int BUFFER_BYTES = 64 << 10;

  private final HttpParts parts;
  private final FeedExport export;

  public MessageExport(HttpParts parts) {
    this.parts = parts;
    this.export = new FeedExport(parts.messages().feeds(), parts.messages().journal());
  }

  /**
   * Sends them.
   *
   * @throws TrestleException REQUEST_INVALID, TOO_COSTLY, NOT_FOUND: nothing was sent
   */
  public void send(ExportRequest request, HttpServletResponse response, Principal who)
      throws IOException {
    String reason = DecisionReason.required(request.reason());
    String source = source(request);
    Span span = span(request, parts.sources().number(source));
    long length = export.length(span);
    String detail = source + ", " + words(request) + ", ";
    record(who, Audited.SUCCESS, detail + span.entries() + " messages: " + reason);
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(length);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"" + source.replaceAll("[^A-Za-z0-9.-]", "-") + ".hl7\"");
    try {
      OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
      export.write(span, out);
      out.flush();
    } catch (RuntimeException | IOException broken) {
      // The answer is shorter than it said: whoever reads it sees that it is not whole.
      record(who, Audited.FAILED, detail + "broke off: " + broken.getClass().getSimpleName());
      if (broken instanceof TrestleException problem) {
        LOG.warn("An export of {} broke off: {}", source, problem.getMessage());
      }
      if (!response.isCommitted()) {
        response.reset();
        throw broken;
      }
      // Without its cause, which would be answered in words behind the bytes.
      throw new IOException("the export broke off");
    }
  }

  private static String source(ExportRequest request) {
    String source = request.source();
    if (source == null || !source.matches("[^/]+/[^/]+")) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "`source` is written HEALTH-SYSTEM/SOURCE");
    }
    return source;
  }

  private Span span(ExportRequest request, int source) {
    Long last = request.last();
    Instant from = request.from();
    Instant to = request.to();
    if (last != null && from == null && to == null) {
      return export.last(source, last);
    }
    if (last == null && from != null) {
      return export.period(source, from, to == null ? parts.clock().instant() : to);
    }
    throw new TrestleException(
        ProblemCode.REQUEST_INVALID,
        "Ask either for the `last` messages or for those `from` a time `to` another");
  }

  private static String words(ExportRequest request) {
    return request.last() != null
        ? "last " + request.last()
        : "from " + request.from() + " to " + (request.to() == null ? "now" : request.to());
  }

  private void record(Principal who, int outcome, String detail) {
    Audited.record(parts, who.getName(), ACTION, outcome, List.of(), detail);
  }
}
