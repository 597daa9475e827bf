package dev.trestle.app.http;

import dev.trestle.app.security.Role;
import dev.trestle.orchestration.code.UnmappedList;
import dev.trestle.semantics.mapping.CodeSuggestions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Codes that are in no table: what somebody has to map. */
@RestController
@RequestMapping("/api/unmapped")
class UnmappedController {
  private final HttpParts parts;

  UnmappedController(HttpParts parts) {
    this.parts = parts;
  }

  /** A table in which codes of a source were not found. */
  record TableAnswer(String source, String table, long codes, long times, Instant lastAt) {
    static TableAnswer of(UnmappedList.Table table) {
      return new TableAnswer(
          table.source(), table.table(), table.codes(), table.times(), table.lastAt());
    }
  }

  @Summary("Tables in which codes of a source were not found, with counts")
  @GetMapping
  List<TableAnswer> tables() {
    return parts.messages().unmapped().tables().stream().map(TableAnswer::of).toList();
  }

  @Summary(
      "Codes of a source that are not in a table, with counts, an example and suggestions each")
  @GetMapping("/codes")
  List<ShownCode> codes(
      @RequestParam String source,
      @RequestParam String table,
      HttpServletRequest request,
      Principal caller) {
    Audited.done(parts, caller, "unmapped-show", source + " " + table);
    boolean whole = request.isUserInRole(Role.STEWARD.name());
    CodeSuggestions known = CodeSuggestions.of(parts.messages().site().get());
    return parts.messages().unmapped().codes(parts.sources().number(source), table).stream()
        .map(code -> ShownCode.of(code, whole, known, table))
        .toList();
  }
}
