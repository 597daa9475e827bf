package dev.trestle.app.console.message;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.Role;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.message.MessageFilter;
import dev.trestle.orchestration.message.MessageState;
import dev.trestle.orchestration.message.MessageStore;
import dev.trestle.orchestration.message.MessageSummary;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
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

  @GetMapping(PATH)
  String list(
      @RequestParam @Nullable String source,
      @RequestParam @Nullable String type,
      @RequestParam @Nullable String state,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      @RequestParam @Nullable Long before,
      Model model) {
    MessageFilter filter =
        new MessageFilter(
            given(source),
            given(type),
            state(state),
            PeriodText.instant(from),
            PeriodText.instant(to),
            null,
            null);
    List<MessageSummary> rows =
        parts.messages().list().list(filter, before == null ? Long.MAX_VALUE : before);
    model.addAttribute("rows", rows);
    model.addAttribute(
        "next",
        rows.size() == MessageStore.PAGE
            ? Optional.of(rows.get(rows.size() - 1).seq())
            : Optional.empty());
    model.addAttribute("filter", filter);
    model.addAttribute("from", from == null ? "" : from);
    model.addAttribute("to", to == null ? "" : to);
    model.addAttribute("state", state == null ? "" : state);
    model.addAttribute("states", List.of(MessageState.values()));
    model.addAttribute("sources", parts.sources().list());
    return "messages";
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable MessageState state(@Nullable String text) {
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
