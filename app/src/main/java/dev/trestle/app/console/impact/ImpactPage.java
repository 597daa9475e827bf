package dev.trestle.app.console.impact;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.PeriodText;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.ImpactFiles;
import dev.trestle.app.impact.Cause;
import dev.trestle.app.impact.Counts;
import dev.trestle.app.impact.Impact;
import dev.trestle.app.impact.PersonRow;
import dev.trestle.app.impact.ReadRow;
import dev.trestle.app.impact.RowSearch;
import dev.trestle.app.impact.VersionRow;
import dev.trestle.app.security.Role;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What came of something that was wrong: the same questions and answers as {@code trestle impact}.
 * Ids only; each question is audited. The code of a table's row can be anything that was sent: it
 * goes by POST, and from then on by the number of its search.
 */
@Controller
public class ImpactPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/impact";

  /** Rows of each kind on the page; the export has all. */
  private static final int SHOWN = 50;

  private final HttpParts parts;
  private final Decisions decisions;

  ImpactPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * What came of a cause, the first rows of each kind.
   *
   * @param words the cause
   * @param incomplete why this may not be everything; empty when it is
   * @param reads empty for who may not see them
   */
  record Answer(
      String words,
      String incomplete,
      Counts counts,
      List<VersionRow> versions,
      List<PersonRow> persons,
      List<ReadRow> reads) {}

  @GetMapping(PATH)
  String page(
      @ModelAttribute("asked") CauseForm asked,
      Model model,
      HttpServletRequest request,
      Principal who) {
    Optional<Cause> cause = asked.cause();
    boolean seesReads =
        request.isUserInRole(Role.STEWARD.name()) || request.isUserInRole(Role.AUDIT.name());
    model.addAttribute("answer", cause.map(one -> answer(one, seesReads, who)).orElse(null));
    model.addAttribute("seesReads", seesReads);
    model.addAttribute("shown", SHOWN);
    model.addAttribute("export", asked.at(PATH + "/export"));
    model.addAttribute("sources", parts.sources().list());
    model.addAttribute("mappings", parts.traces().impact().mappings());
    model.addAttribute("tables", parts.traces().rows().tables());
    return "impact";
  }

  private Answer answer(Cause cause, boolean seesReads, Principal who) {
    Impact impact = parts.traces().impact();
    Optional<RowSearch.Kept> search =
        cause instanceof Cause.Row row ? Optional.of(search(row.search())) : Optional.empty();
    decisions.audit("impact", cause.words(), who);
    return new Answer(
        search.map(one -> "row " + one.row() + " of table " + one.table()).orElse(cause.words()),
        search.map(ImpactPage::incomplete).orElse(""),
        impact.counts(cause),
        first(impact.versions(cause, 0, 0)),
        first(impact.persons(cause, 0)),
        seesReads ? first(impact.reads(cause, 0)) : List.of());
  }

  private RowSearch.Kept search(long number) {
    return parts
        .traces()
        .rows()
        .find(number)
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no search " + number));
  }

  private static String incomplete(RowSearch.Kept search) {
    if (!search.ended()) {
      return "The search is still going on, or broke off: this is not everything.";
    }
    return search.unknown() == 0
        ? ""
        : search.unknown() + " messages are gone or cannot be translated any more.";
  }

  private static <T> List<T> first(List<T> rows) {
    return rows.stream().limit(SHOWN).toList();
  }

  /** Every version, as a file. */
  @GetMapping(PATH + "/export")
  void export(
      @ModelAttribute("asked") CauseForm asked,
      @RequestParam(defaultValue = "csv") String format,
      HttpServletResponse response,
      Principal who)
      throws IOException {
    Cause cause =
        asked
            .cause()
            .orElseThrow(
                () -> new TrestleException(ProblemCode.REQUEST_INVALID, "Nothing was asked for"));
    ImpactFiles.export(parts, cause, format, response, who);
  }

  /** Searches the messages that a row of a table gave a value, and says how far it is. */
  @PostMapping(PATH + "/search")
  void search(
      @RequestParam String table,
      @RequestParam String row,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      HttpServletResponse response,
      Principal who)
      throws IOException {
    if (row.isBlank()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "Which row: the code as it is sent");
    }
    ImpactFiles.search(
        parts,
        new RowSearch.Question(
            table,
            row.strip(),
            Optional.of(source).filter(name -> !name.isBlank()),
            Optional.ofNullable(PeriodText.instant(from)),
            Optional.ofNullable(PeriodText.instant(to))),
        response,
        who);
  }
}
