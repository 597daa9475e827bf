package dev.trestle.app.console.site;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.ShownCode;
import dev.trestle.app.security.Role;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.code.UnmappedList;
import dev.trestle.semantics.mapping.CodeSuggestions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Codes that no table has: by source and table, then one by one with an example. */
@Controller
public class UnmappedPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/unmapped";
  private final HttpParts parts;
  private final Decisions decisions;

  UnmappedPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String tables(Model model) {
    List<UnmappedList.Table> tables = parts.messages().unmapped().tables();
    model.addAttribute("tables", tables);
    model.addAttribute("cut", tables.size() == UnmappedList.TABLES);
    return "unmapped";
  }

  /** What was sent, which may be anything: recorded. */
  @GetMapping(PATH + "/codes")
  String codes(
      @RequestParam String source,
      @RequestParam String table,
      HttpServletRequest request,
      Model model,
      Principal who) {
    boolean whole = request.isUserInRole(Role.STEWARD.name());
    CodeSuggestions known = CodeSuggestions.of(parts.messages().site().get());
    List<ShownCode> codes =
        parts.messages().unmapped().codes(parts.sources().number(source), table).stream()
            .map(code -> ShownCode.of(code, whole, known, table))
            .toList();
    decisions.audit("unmapped-show", source + " " + table, who);
    model.addAttribute("source", source);
    model.addAttribute("table", table);
    model.addAttribute("codes", codes);
    model.addAttribute("hidden", codes.stream().anyMatch(ShownCode::hidden));
    model.addAttribute("limit", UnmappedCountStore.KEPT);
    return "unmapped-codes";
  }
}
