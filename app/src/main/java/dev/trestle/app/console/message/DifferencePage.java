package dev.trestle.app.console.message;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.Role;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.message.MessageFilter;
import dev.trestle.orchestration.message.MessageSummary;
import dev.trestle.semantics.hl7v2.Hl7Message;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What differs between two messages: patient data, for analysts masked; audited for both. */
@Controller
public class DifferencePage {
  private static final String PATH = ConsoleConfiguration.PATH + "/messages";

  /** Instead of a number: the one that the same feed sent before. */
  private static final String BEFORE = "before";

  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView view;

  DifferencePage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.view = new MessageView(parts.messages());
  }

  /** Leads to the page of both, the older one first. */
  @GetMapping(PATH + "/{seq}/difference")
  String choose(@PathVariable long seq, @RequestParam String with) {
    long other = with.equals(BEFORE) ? before(summary(seq)).seq() : number(with);
    return "redirect:" + PATH + "/" + Math.min(seq, other) + "/difference/" + Math.max(seq, other);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "An entry is named by its number", e);
    }
  }

  private MessageSummary before(MessageSummary one) {
    MessageFilter sameFeed = MessageFilter.ALL.withSource(one.source());
    return parts.messages().list().list(sameFeed, one.seq()).rows().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "Entry " + one.seq() + " is the first of its feed"));
  }

  private MessageSummary summary(long seq) {
    Optional<MessageSummary> found = parts.messages().list().find(seq);
    return found.orElseThrow(
        () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq));
  }

  @GetMapping(PATH + "/{first}/difference/{second}")
  String difference(
      @PathVariable long first,
      @PathVariable long second,
      Model model,
      HttpServletRequest request,
      Principal who) {
    boolean masked = !request.isUserInRole(Role.STEWARD.name());
    Hl7Message before = view.read(first, parts.messages().journal().raw(first));
    Hl7Message after = view.read(second, parts.messages().journal().raw(second));
    String action = masked ? "message-compare-masked" : "message-compare";
    String detail = "entry " + first + " with entry " + second;
    decisions.entry(action, first, detail, who);
    decisions.entry(action, second, detail, who);
    MessageSummary one = summary(first);
    MessageSummary other = summary(second);
    model.addAttribute("first", one);
    model.addAttribute("second", other);
    model.addAttribute("both", List.of(one, other));
    model.addAttribute("masked", masked);
    model.addAttribute("difference", MessageDifference.of(before, after, masked));
    return "difference";
  }
}
