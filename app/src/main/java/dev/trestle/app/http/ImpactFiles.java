package dev.trestle.app.http;

import dev.trestle.app.impact.Cause;
import dev.trestle.app.impact.RowSearch;
import dev.trestle.app.impact.VersionRow;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;

/**
 * Answers about impact that are written while they are found: the export and the search for a row.
 * The API and the console give the same ones. Both are audited before the first byte.
 */
public final class ImpactFiles {
  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV_HEAD =
      "entry,source,type,id,version,lastUpdated,patient,currentVersion\n";

  private ImpactFiles() {}

  /**
   * Writes every version that came of a cause: ids only.
   *
   * @param format {@code csv} or {@code ndjson}
   * @throws TrestleException REQUEST_INVALID another format; NOT_FOUND no such cause
   */
  public static void export(
      HttpParts parts, Cause cause, String format, HttpServletResponse response, Principal caller)
      throws IOException {
    boolean csv = format.equals("csv");
    if (!csv && !format.equals("ndjson")) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "`format` is ndjson or csv");
    }
    Audited.done(parts, caller, "impact-export", cause.words());
    parts.traces().impact().counts(cause); // what is refused is refused before the first byte
    response.setContentType(csv ? "text/csv;charset=UTF-8" : NDJSON);
    response.setHeader("Content-Disposition", "attachment; filename=\"impact." + format + "\"");
    Writer out = writer(response);
    if (csv) {
      write(out, CSV_HEAD);
    }
    parts.traces().impact().export(cause, row -> write(out, csv ? csv(row) : json(row)));
    out.flush();
  }

  /**
   * Searches the messages that a row of a code table gave a value; one line of JSON after each
   * page.
   *
   * @throws TrestleException REQUEST_INVALID no such table
   */
  public static void search(
      HttpParts parts, RowSearch.Question question, HttpServletResponse response, Principal caller)
      throws IOException {
    parts.traces().rows().check(question);
    Audited.done(parts, caller, "impact-search", "table " + question.table());
    ProgressLines lines = ProgressLines.begin(response);
    RowSearch.Progress end =
        parts.traces().rows().run(question, caller.getName(), progress -> line(lines, progress));
    line(lines, end);
  }

  /** Not the writer of the response: that one hides that nobody reads any more. */
  private static Writer writer(HttpServletResponse response) throws IOException {
    return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
  }

  private static String json(VersionRow row) {
    return FhirJson.text(
            node ->
                node.put("entry", row.seq())
                    .put("source", row.source())
                    .put("type", row.type())
                    .put("id", row.id())
                    .put("version", row.version())
                    .put("lastUpdated", row.lastUpdated().toString())
                    .put("patient", row.patient())
                    .put("currentVersion", row.current()))
        + "\n";
  }

  /** No value here can hold a comma or a quote: numbers, times, ids and names of sources. */
  private static String csv(VersionRow row) {
    return String.join(
            ",",
            Long.toString(row.seq()),
            row.source(),
            row.type(),
            row.id(),
            Integer.toString(row.version()),
            row.lastUpdated().toString(),
            row.patient(),
            Integer.toString(row.current()))
        + "\n";
  }

  private static void line(ProgressLines lines, RowSearch.Progress progress) {
    lines.line(
        node ->
            node.put("search", progress.search())
                .put("looked", progress.looked())
                .put("of", progress.of())
                .put("found", progress.found())
                .put("unknown", progress.unknown())
                .put("done", progress.done()));
  }

  private static void write(Writer out, String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
