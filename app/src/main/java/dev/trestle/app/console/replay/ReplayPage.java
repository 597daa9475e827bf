package dev.trestle.app.console.replay;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.replay.Change;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * A replay: how many messages differ, where, and which. What differs in one is patient data, for
 * analysts masked; it is translated again when somebody looks, and audited.
 */
@Controller
public class ReplayPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/replays/{id}";
  private final HttpParts parts;
  private final Decisions decisions;

  ReplayPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String show(@PathVariable long id, Model model, HttpServletRequest request, Principal who) {
    decisions.audit("site-replay-show", "replay " + id, who);
    Replay replay = parts.stored().replays().find(id);
    model.addAttribute("replay", replay);
    model.addAttribute("differences", parts.stored().replays().differences(id));
    model.addAttribute("active", parts.status().status().site());
    model.addAttribute(
        "seesValues",
        request.isUserInRole(Role.STEWARD.name()) || request.isUserInRole(Role.ANALYZE.name()));
    model.addAttribute("seesSite", request.isUserInRole(Role.ADMINISTER.name()));
    return "replay";
  }

  @GetMapping(PATH + "/messages/{seq}")
  String message(
      @PathVariable long id,
      @PathVariable long seq,
      Model model,
      HttpServletRequest request,
      Principal who) {
    boolean masked = !request.isUserInRole(Role.STEWARD.name());
    decisions.entry(masked ? "message-replay-masked" : "message-replay", seq, "replay " + id, who);
    List<Change> changes = parts.stored().replays().changes(id, seq);
    model.addAttribute("replay", parts.stored().replays().find(id));
    model.addAttribute("entry", parts.messages().journal().entry(seq));
    model.addAttribute("masked", masked);
    model.addAttribute(
        "changes", masked ? changes.stream().map(MaskedChange::of).toList() : changes);
    return "replay-message";
  }
}
