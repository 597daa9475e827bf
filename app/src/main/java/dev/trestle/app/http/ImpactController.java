package dev.trestle.app.http;

import dev.trestle.app.impact.Cause;
import dev.trestle.app.impact.Counts;
import dev.trestle.app.impact.PersonRow;
import dev.trestle.app.impact.ReadRow;
import dev.trestle.app.impact.RowSearch;
import dev.trestle.app.impact.VersionRow;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What came of a source and period, a message, a mapping, a row of a code table or a link: counts,
 * pages and an export. Ids only; every question is audited.
 */
@RestController
@RequestMapping("/api/impact")
class ImpactController {
  private final HttpParts parts;

  ImpactController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * A cause as it is asked for: exactly one of {@code source} with {@code from} and {@code to},
   * {@code message}, {@code mapping}, {@code search}, {@code link}.
   */
  record CauseRequest(
      @Nullable String source,
      @Nullable String from,
      @Nullable String to,
      @Nullable Long message,
      @Nullable String mapping,
      @Nullable Long search,
      @Nullable Long link) {
    @Override
    public String toString() {
      return "CauseRequest[]";
    }
  }

  @Summary("How much came of a cause")
  @GetMapping
  Counts counts(@ModelAttribute CauseRequest request, Principal caller) {
    return parts.traces().impact().counts(asked(request, caller));
  }

  /** A page of versions; {@code afterSeq} and {@code afterRid} are of the last row before. */
  @Summary("Versions of resources that came of a cause")
  @GetMapping("/versions")
  List<VersionRow> versions(
      @ModelAttribute CauseRequest request,
      @RequestParam(defaultValue = "0") long afterSeq,
      @RequestParam(defaultValue = "0") long afterRid,
      Principal caller) {
    return parts.traces().impact().versions(asked(request, caller), afterSeq, afterRid);
  }

  @Summary("Persons that a cause touched")
  @GetMapping("/persons")
  List<PersonRow> persons(
      @ModelAttribute CauseRequest request,
      @RequestParam(defaultValue = "0") long after,
      Principal caller) {
    return parts.traces().impact().persons(asked(request, caller), after);
  }

  @Summary("Answers that held data of touched patients since")
  @GetMapping("/reads")
  List<ReadRow> reads(
      @ModelAttribute CauseRequest request,
      @RequestParam(defaultValue = "0") long after,
      Principal caller) {
    return parts.traces().impact().reads(asked(request, caller), after);
  }

  /** Every version, as it comes. */
  @Summary("Every version that came of a cause, as a file")
  @GetMapping("/export")
  void export(
      @ModelAttribute CauseRequest request,
      @RequestParam(defaultValue = "ndjson") String format,
      HttpServletResponse response,
      Principal caller)
      throws IOException {
    ImpactFiles.export(parts, cause(request), format, response, caller);
  }

  /** A row of a code table; the code as it is sent. */
  record SearchRequest(
      @Nullable String table,
      @Nullable String row,
      @Nullable String source,
      @Nullable String from,
      @Nullable String to) {
    @Override
    public String toString() {
      return "SearchRequest[]";
    }
  }

  /** Searches the messages that a row gave a value; one line of JSON after each page. */
  @Summary("Searches the messages that a row of a code table gave a value")
  @PostMapping("/search")
  void search(@RequestBody SearchRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    String table = request.table();
    String row = request.row();
    if (table == null || row == null || row.isBlank()) {
      throw invalid("`table` and `row` name a row of a code table");
    }
    RowSearch.Question question =
        new RowSearch.Question(
            table,
            row.strip(),
            Optional.ofNullable(request.source()),
            Optional.ofNullable(request.from()).map(text -> instant("from", text)),
            Optional.ofNullable(request.to()).map(text -> instant("to", text)));
    ImpactFiles.search(parts, question, response, caller);
  }

  private Cause asked(CauseRequest request, Principal caller) {
    Cause cause = cause(request);
    Audited.done(parts, caller, "impact", cause.words());
    return cause;
  }

  private static Cause cause(CauseRequest request) {
    int given = 0;
    Cause cause = null;
    if (request.message() != null) {
      cause = new Cause.Message(request.message());
      given++;
    }
    if (request.mapping() != null) {
      cause = new Cause.Mapping(request.mapping());
      given++;
    }
    if (request.search() != null) {
      cause = new Cause.Row(request.search());
      given++;
    }
    if (request.link() != null) {
      cause = new Cause.Link(request.link());
      given++;
    }
    if (request.source() != null) {
      cause = period(request.source(), request.from(), request.to());
      given++;
    }
    if (cause == null || given != 1) {
      throw invalid(
          "One cause: source with from and to, message, mapping, search (of a row of a table) or"
              + " link");
    }
    return cause;
  }

  private static Cause period(String source, @Nullable String from, @Nullable String to) {
    if (from == null || to == null) {
      throw invalid("A source is asked for with from and to");
    }
    return new Cause.Period(source, instant("from", from), instant("to", to));
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw invalid("`" + name + "` is a time like 2026-01-31T06:00:00Z");
    }
  }

  private static TrestleException invalid(String text) {
    return new TrestleException(ProblemCode.REQUEST_INVALID, text);
  }
}
