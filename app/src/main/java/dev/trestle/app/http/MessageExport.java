package dev.trestle.app.http;

import dev.trestle.app.feed.FeedExport;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.feed.FeedMessages.Selection;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
  private static final String REFERENCE = "Patient/";
  private static final Logger LOG = LoggerFactory.getLogger(MessageExport.class);
  private static final int BUFFER_BYTES = 64 << 10;

  private final HttpParts parts;
  private final FeedExport export;
  private final NumberKeys numbers;

  public MessageExport(HttpParts parts) {
    this.parts = parts;
    this.export = new FeedExport(parts.messages().feeds(), parts.messages().journal());
    this.numbers = new NumberKeys(parts.messages());
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
    Selection selection = selection(request, parts.sources().number(source));
    long length = export.length(selection);
    String detail = source + ", " + words(request) + ", ";
    record(who, Audited.SUCCESS, detail + selection.entries() + " messages: " + reason);
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(length);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"" + source.replaceAll("[^A-Za-z0-9.-]", "-") + ".hl7\"");
    try {
      OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
      export.write(selection, out);
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

  private Selection selection(ExportRequest request, int source) {
    Long last = request.last();
    Instant from = request.from();
    Instant to = request.to();
    String patient = request.patient();
    if (last != null && from == null && to == null && patient == null) {
      return export.last(source, last);
    }
    if (last == null && from != null && patient == null) {
      return export.period(source, from, to == null ? parts.clock().instant() : to);
    }
    if (last == null && from == null && to == null && patient != null && !patient.isBlank()) {
      return export.ofPatient(source, keys(patient));
    }
    throw new TrestleException(
        ProblemCode.REQUEST_INVALID,
        "Ask for the `last` messages, for those `from` a time `to` another, or for those about one"
            + " `patient`");
  }

  private List<Hash128> keys(String patient) {
    if (!patient.startsWith(REFERENCE)) {
      return numbers.patient(patient);
    }
    return parts
        .reader()
        .read("Patient", patient.substring(REFERENCE.length()))
        .map(found -> numbers.patients(Set.of(found.rid())))
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such patient"));
  }

  private static String words(ExportRequest request) {
    String which =
        request.last() != null
            ? "last " + request.last()
            : request.patient() != null
                ? "patient " + request.patient()
                : "from " + request.from() + " to " + (request.to() == null ? "now" : request.to());
    return request.receiver() == null ? which : which + ", sent on to " + request.receiver();
  }

  private void record(Principal who, int outcome, String detail) {
    Audited.record(parts, who.getName(), ACTION, outcome, List.of(), detail);
  }
}
