package dev.trestle.app.console.message;

import dev.trestle.app.audit.AuditQuery;
import dev.trestle.app.audit.AuditRecord;
import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Who opened, revealed, compared or took away a message, and when. The look is audited too. */
@Controller
public class LooksPage {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("message-show", "opened"),
          Map.entry("message-show-masked", "opened, masked"),
          Map.entry("message-reveal", "revealed"),
          Map.entry("message-download", "downloaded"),
          Map.entry("message-compare", "compared"),
          Map.entry("message-compare-masked", "compared, masked"),
          Map.entry("exception-show", "opened as an exception"),
          Map.entry("exception-check", "edited a copy"),
          Map.entry("exception-comment", "commented"),
          Map.entry("exception-correct", "sent a corrected copy"));

  private final HttpParts parts;
  private final Decisions decisions;

  LooksPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * A look.
   *
   * @param what in words
   */
  record Look(AuditRecord event, String what) {}

  @GetMapping(ConsoleConfiguration.PATH + "/messages/{seq}/looks")
  String looks(
      @PathVariable long seq, @RequestParam @Nullable UUID after, Model model, Principal who) {
    UUID entry = parts.messages().journal().entry(seq).id();
    AuditQuery query = AuditQuery.ALL.at(entry);
    List<AuditRecord> events =
        parts.auditing().search().find(after == null ? query : query.after(after));
    decisions.audit("audit-search", "looks at entry " + seq, who);
    model.addAttribute("seq", seq);
    model.addAttribute(
        "looks",
        events.stream()
            .map(event -> new Look(event, WORDS.getOrDefault(event.action(), event.action())))
            .toList());
    model.addAttribute(
        "next",
        events.size() == AuditQuery.PAGE
            ? Optional.of(events.get(events.size() - 1).id())
            : Optional.empty());
    return "looks";
  }
}
