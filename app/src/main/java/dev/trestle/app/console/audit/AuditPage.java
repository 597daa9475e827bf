package dev.trestle.app.console.audit;

import dev.trestle.app.audit.AuditQuery;
import dev.trestle.app.audit.AuditRecord;
import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.PeriodText;
import dev.trestle.app.http.HttpParts;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what, newest first. Patients are named by their opaque ids. The look is audited too. */
@Controller
public class AuditPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/audit";
  private final HttpParts parts;
  private final Decisions decisions;

  AuditPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(
      @RequestParam @Nullable String patient,
      @RequestParam @Nullable String actor,
      @RequestParam @Nullable String action,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable String after,
      Model model,
      Principal who) {
    AuditQuery query =
        new AuditQuery(
            given(patient).map(AuditPage::uuid).map(List::of).orElse(List.of()),
            given(actor),
            given(action),
            Optional.empty(),
            Optional.ofNullable(PeriodText.instant(from)),
            Optional.ofNullable(PeriodText.instant(to)),
            given(after).map(AuditPage::uuid),
            AuditQuery.PAGE);
    List<AuditRecord> events = parts.auditing().search().find(query);
    decisions.audit(
        "audit-search",
        "patient "
            + patient
            + ", actor "
            + actor
            + ", action "
            + action
            + ", "
            + from
            + " to "
            + to,
        query.patients(),
        who);
    model.addAttribute("events", events);
    model.addAttribute("patient", given(patient).orElse(""));
    model.addAttribute("actor", given(actor).orElse(""));
    model.addAttribute("action", given(action).orElse(""));
    model.addAttribute("from", given(from).orElse(""));
    model.addAttribute("to", given(to).orElse(""));
    model.addAttribute(
        "next",
        events.size() == AuditQuery.PAGE
            ? Optional.of(events.get(events.size() - 1).id())
            : Optional.empty());
    return "audit";
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(one -> !one.isEmpty());
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(
          text.startsWith("Patient/") ? text.substring("Patient/".length()) : text);
    } catch (IllegalArgumentException e) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A patient is named by the id of its record", e);
    }
  }
}
