package dev.trestle.app.console.message;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.Role;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.message.MessageFilter;
import dev.trestle.orchestration.message.MessageState;
import dev.trestle.orchestration.message.MessageSummary;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Messages, newest first, and one of them. Lists hold no patient data. */
@Controller
public class MessagesPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/messages";
  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView view;

  MessagesPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.view = new MessageView(parts.messages());
  }

  /**
   * What the form asks for, as it was typed.
   *
   * @param finding id of a problem
   * @param waitsFor the entry that they wait for
   * @param live whether the newest are shown as they come
   */
  record Asked(
      @Nullable String source,
      @Nullable String type,
      @Nullable String state,
      @Nullable String finding,
      @Nullable String from,
      @Nullable String to,
      @Nullable Long waitsFor,
      @Nullable Long before,
      @Nullable Boolean live) {
    /** Whether the page renews itself. */
    public boolean following() {
      return Boolean.TRUE.equals(live);
    }

    MessageFilter filter() {
      return MessageFilter.ALL
          .withSource(given(source))
          .withType(given(type))
          .withState(stateOf(state))
          .withFinding(problemOf(finding))
          .withWaitsFor(waitsFor)
          .withPeriod(PeriodText.instant(from), PeriodText.instant(to));
    }
  }

  @GetMapping(PATH)
  String list(Asked asked, Model model) {
    fill(asked, model);
    model.addAttribute("states", List.of(MessageState.values()));
    model.addAttribute("findings", List.of(ProblemCode.values()));
    model.addAttribute("sources", parts.sources().names());
    return "messages";
  }

  /** The part that renews itself. */
  @GetMapping(PATH + "/now")
  String now(Asked asked, Model model) {
    fill(asked, model);
    return "messages :: now";
  }

  private void fill(Asked asked, Model model) {
    Long before = asked.before();
    model.addAttribute("asked", asked);
    model.addAttribute(
        "page",
        parts.messages().list().list(asked.filter(), before == null ? Long.MAX_VALUE : before));
  }

  private static @Nullable ProblemCode problemOf(@Nullable String text) {
    String id = given(text);
    return id == null
        ? null
        : ProblemCode.of(id)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID, "There is no such problem code"));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable MessageState stateOf(@Nullable String text) {
    String id = given(text);
    return id == null
        ? null
        : MessageState.of(id)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID, "There is no such state of a message"));
  }

  /** One message without its content. */
  @GetMapping(PATH + "/{seq}")
  String one(@PathVariable long seq, Model model) {
    fill(seq, model);
    return "message";
  }

  /** With its content, for analysts masked: audited. */
  @GetMapping(PATH + "/{seq}/content")
  String content(@PathVariable long seq, Model model, HttpServletRequest request, Principal who) {
    boolean masked = !request.isUserInRole(Role.STEWARD.name());
    fill(seq, model);
    MessageView.Shown shown = view.of(seq, parts.messages().journal().raw(seq));
    decisions.entry(masked ? "message-show-masked" : "message-show", seq, "entry " + seq, who);
    model.addAttribute("view", masked ? Masking.of(shown) : shown);
    model.addAttribute("masked", masked);
    return "message";
  }

  /** An analyst says why, and sees it as it is. */
  @PostMapping(PATH + "/{seq}/reveal")
  String reveal(
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      Principal who) {
    fill(seq, model);
    decisions.entry("message-reveal", seq, "entry " + seq + ": " + Decisions.reason(reason), who);
    model.addAttribute("view", view.of(seq, parts.messages().journal().raw(seq)));
    model.addAttribute("masked", false);
    return "message";
  }

  private void fill(long seq, Model model) {
    model.addAttribute("one", summary(seq));
    model.addAttribute("effects", parts.traces().lineage().resources().of(seq));
    model.addAttribute("history", parts.exceptions().history(seq));
  }

  private MessageSummary summary(long seq) {
    return parts
        .messages()
        .list()
        .find(seq)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq));
  }

  /** The bytes as they came: patient data, audited. */
  @GetMapping(PATH + "/{seq}/raw")
  ResponseEntity<byte[]> raw(@PathVariable long seq, Principal who) {
    byte[] raw = parts.messages().journal().raw(seq);
    decisions.entry("message-download", seq, "entry " + seq, who);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"entry-" + seq + ".hl7\"")
        .body(raw);
  }
}
