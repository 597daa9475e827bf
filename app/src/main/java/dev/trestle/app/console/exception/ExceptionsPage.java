package dev.trestle.app.console.exception;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.MessageView;
import dev.trestle.app.http.HttpParts;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.ExceptionRules;
import dev.trestle.orchestration.exceptions.ExceptionCase;
import dev.trestle.orchestration.exceptions.ExceptionFilter;
import dev.trestle.orchestration.exceptions.Exceptions;
import dev.trestle.orchestration.exceptions.OpenException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Messages that could not go on: by cause, one by one, and what can be done about each. */
@Controller
public class ExceptionsPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/exceptions";
  private static final int PAGE_ROWS = 100;

  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView messages;

  ExceptionsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.messages = new MessageView(parts.messages());
  }

  @GetMapping(PATH)
  String list(
      @RequestParam @Nullable String source,
      @RequestParam @Nullable String code,
      @RequestParam @Nullable String location,
      @RequestParam(defaultValue = "0") long after,
      Model model) {
    ExceptionFilter filter = filter(source, code, location);
    List<OpenException> open = parts.exceptions().list(filter, after);
    model.addAttribute("groups", parts.exceptions().groups(ExceptionFilter.ALL));
    model.addAttribute("waitingGroups", parts.exceptions().waitingGroups());
    model.addAttribute("rules", rules());
    model.addAttribute("open", lines(open.stream().limit(PAGE_ROWS).toList()));
    model.addAttribute(
        "next",
        open.size() > PAGE_ROWS ? Optional.of(open.get(PAGE_ROWS - 1).seq()) : Optional.empty());
    model.addAttribute("filter", filter);
    model.addAttribute("filtered", source != null || code != null || location != null);
    return "exceptions";
  }

  /**
   * An exception as the worklist shows it.
   *
   * @param owner who takes it; empty for nobody
   * @param due until when it should be settled
   * @param rule whose work its kind is, by the active site
   */
  record Line(OpenException open, String owner, Instant due, ExceptionRules.Rule rule) {}

  private List<Line> lines(List<OpenException> open) {
    Map<Long, String> owners = parts.notes().owners(open.stream().map(OpenException::seq).toList());
    return open.stream()
        .map(one -> new Line(one, owners.getOrDefault(one.seq(), ""), due(one), rule(one)))
        .toList();
  }

  private Instant due(OpenException one) {
    return one.openedAt().plus(rule(one).deadline());
  }

  private ExceptionRules.Rule rule(OpenException one) {
    return rules().of(one.code().category());
  }

  private ExceptionRules rules() {
    return parts.messages().site().get().exceptionRules();
  }

  private static ExceptionFilter filter(
      @Nullable String source, @Nullable String code, @Nullable String location) {
    ProblemCode problem = null;
    if (code != null && !code.isEmpty()) {
      problem =
          ProblemCode.of(code)
              .orElseThrow(
                  () ->
                      new TrestleException(
                          ProblemCode.REQUEST_INVALID, "There is no such problem code"));
    }
    return new ExceptionFilter(empty(source), problem, location);
  }

  private static @Nullable String empty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Tries all of one cause again. */
  @PostMapping(PATH + "/resubmit")
  String resubmitGroup(
      @RequestParam String source,
      @RequestParam String code,
      @RequestParam String location,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    ExceptionFilter filter = filter(source, code, location);
    int done = parts.exceptions().resubmit(filter, who.getName(), Decisions.reason(reason));
    decisions.audit("exception-resubmit", source + " " + code + " " + location, who);
    flash.addFlashAttribute(
        "notice",
        done
            + " are tried again"
            + (done == Exceptions.GROUP_LIMIT
                ? "; there may be more: try again for the rest."
                : "."));
    return "redirect:" + PATH;
  }

  /** One exception without its message: no patient data. */
  @GetMapping(PATH + "/{seq}")
  String one(@PathVariable long seq, Model model) {
    fill(parts.exceptions().find(seq), model);
    model.addAttribute("history", parts.exceptions().history(seq));
    model.addAttribute("waiting", parts.exceptions().waiting(seq));
    return "exception";
  }

  /** With its message: patient data, audited. */
  @GetMapping(PATH + "/{seq}/message")
  String message(@PathVariable long seq, Model model, Principal who) {
    ExceptionCase found = parts.exceptions().show(seq);
    decisions.entry("exception-show", seq, "entry " + seq, who);
    fill(found.exception(), model);
    model.addAttribute("notes", parts.notes().of(seq));
    model.addAttribute("history", found.history());
    model.addAttribute("waiting", found.waiting());
    model.addAttribute("view", messages.of(seq, found.raw()));
    model.addAttribute("text", EditedMessage.text(found.raw()));
    return "exception";
  }

  private void fill(OpenException one, Model model) {
    model.addAttribute("one", one);
    model.addAttribute(
        "owner", parts.notes().owners(List.of(one.seq())).getOrDefault(one.seq(), ""));
    model.addAttribute("due", due(one));
    model.addAttribute("rule", rule(one));
  }

  /** Takes it, gives it to somebody, or back. */
  @PostMapping(PATH + "/{seq}/assign")
  String assign(
      @PathVariable long seq, @RequestParam(defaultValue = "") String owner, Principal who) {
    OpenException one = parts.exceptions().find(seq);
    if (!owner.isEmpty() && parts.users().find(owner).isEmpty()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "There is nobody named " + owner);
    }
    parts.notes().assign(List.of(one.seq()), who.getName(), owner);
    decisions.audit("exception-assign", "entry " + seq + " to " + owner, who);
    return "redirect:" + PATH + "/" + seq;
  }

  /** A comment may name a patient: it is sealed, and shown with the message only. */
  @PostMapping(PATH + "/{seq}/message/comment")
  String comment(
      @PathVariable long seq, @RequestParam(defaultValue = "") String text, Principal who) {
    OpenException one = parts.exceptions().find(seq);
    parts.notes().comment(one.seq(), who.getName(), Decisions.reason(text));
    decisions.entry("exception-comment", seq, "entry " + seq, who);
    return "redirect:" + PATH + "/" + seq + "/message";
  }

  /** What an edited copy would come to; nothing is kept. */
  @PostMapping(PATH + "/{seq}/message/check")
  String check(@PathVariable long seq, @RequestParam String text, Model model, Principal who) {
    byte[] original = parts.exceptions().show(seq).raw();
    decisions.entry(
        "exception-check", seq, "entry " + seq, who); // the difference shows the original
    check(seq, text, original, model);
    return "parts :: checked";
  }

  /** Sets one field of the edited text; nothing is kept. */
  @PostMapping(PATH + "/{seq}/message/set")
  String set(
      @PathVariable long seq,
      @RequestParam String text,
      @RequestParam(defaultValue = "") String place,
      @RequestParam(defaultValue = "") String value,
      Model model,
      Principal who) {
    byte[] original = parts.exceptions().show(seq).raw();
    decisions.entry("exception-check", seq, "entry " + seq, who);
    model.addAttribute("one", parts.exceptions().find(seq));
    try {
      String edited = FieldEdit.set(text.replace("\r\n", "\n"), place, value);
      model.addAttribute("text", Optional.of(edited));
      check(seq, edited, original, model);
    } catch (TrestleException refused) {
      model.addAttribute("text", Optional.of(text));
      model.addAttribute("refused", refused.getMessage());
    }
    return "exception :: edited";
  }

  private void check(long seq, String text, byte[] original, Model model) {
    try {
      byte[] edited = EditedMessage.bytes(text, original);
      model.addAttribute("view", messages.of(seq, edited));
      model.addAttribute("difference", EditedMessage.difference(original, edited));
    } catch (TrestleException refused) {
      model.addAttribute("refused", refused.getMessage());
    }
  }

  @PostMapping(PATH + "/{seq}/message/correct")
  String correct(
      @PathVariable long seq,
      @RequestParam String text,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    byte[] edited = EditedMessage.bytes(text, parts.exceptions().show(seq).raw());
    long copy = parts.exceptions().correct(seq, edited, who.getName(), Decisions.reason(reason));
    decisions.entry("exception-correct", seq, "entry " + seq + " by entry " + copy, who);
    flash.addFlashAttribute("notice", "The corrected copy is entry " + copy + ".");
    return "redirect:" + ConsoleConfiguration.PATH + "/messages/" + copy;
  }

  @PostMapping(PATH + "/{seq}/resubmit")
  String resubmit(
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    parts.exceptions().resubmit(seq, who.getName(), Decisions.reason(reason));
    decisions.audit("exception-resubmit", "entry " + seq, who);
    flash.addFlashAttribute("notice", "Entry " + seq + " is tried again.");
    return "redirect:" + ConsoleConfiguration.PATH + "/messages/" + seq;
  }

  @PostMapping(PATH + "/{seq}/dismiss")
  String dismiss(
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    parts.exceptions().dismiss(seq, who.getName(), Decisions.reason(reason));
    decisions.audit("exception-dismiss", "entry " + seq, who);
    flash.addFlashAttribute("notice", "Entry " + seq + " is dismissed.");
    return "redirect:" + ConsoleConfiguration.PATH + "/messages/" + seq;
  }
}
