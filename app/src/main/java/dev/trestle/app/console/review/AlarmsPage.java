package dev.trestle.app.console.review;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.evidence.EvidenceBars;
import dev.trestle.app.console.patient.SideBySide;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.IdentityDecisions;
import dev.trestle.records.overlay.AlarmStore;
import dev.trestle.records.read.Resource;
import dev.trestle.records.store.OverlayStore.Alarm;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** Patient numbers that speak of another person than before, both sides beside each other. */
@Controller
public class AlarmsPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/alarms";
  private final HttpParts parts;
  private final Decisions decisions;

  AlarmsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "false") boolean all,
      Model model) {
    List<Alarm> alarms = parts.identity().alarms().list(after, all);
    model.addAttribute("alarms", alarms);
    model.addAttribute("all", all);
    model.addAttribute(
        "next",
        alarms.size() == AlarmStore.PAGE_ALARMS
            ? Optional.of(alarms.get(alarms.size() - 1).id())
            : Optional.empty());
    return "alarms";
  }

  /** Patient data, audited. */
  @GetMapping(PATH + "/{id}")
  String one(@PathVariable long id, Model model, Principal who) {
    AlarmStore alarms = parts.identity().alarms();
    Alarm alarm = alarms.find(id);
    decisions.audit("alarm-show", "overlay alarm " + id, List.of(alarm.patientId()), who);
    List<Resource> stored = parts.reader().readAll(List.of(alarm.patientRid()));
    Optional<ObjectNode> claimed = alarms.claimed(alarm);
    model.addAttribute("alarm", alarm);
    model.addAttribute("reason", alarms.reason(alarm));
    model.addAttribute("held", claimed.isPresent());
    if (claimed.isPresent() && !stored.isEmpty()) {
      model.addAttribute("rows", SideBySide.of(stored.get(0).json(), claimed.get()));
      model.addAttribute(
          "bars",
          parts
              .identity()
              .matching()
              .assess(stored.get(0).json(), claimed.get())
              .map(seen -> EvidenceBars.of(parts.identity().matching().waterfall(seen)))
              .orElse(null));
    }
    return "alarm";
  }

  @PostMapping(PATH + "/{id}/decide")
  String decide(
      @PathVariable long id,
      @RequestParam boolean same,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    String why = Decisions.reason(reason);
    Alarm alarm = new IdentityDecisions(parts).alarm(id, same, why, who);
    flash.addFlashAttribute(
        "notice",
        same
            ? "Alarm "
                + alarm.id()
                + ": one person. What was held is filed; messages that were refused can be tried"
                + " again."
            : "Alarm " + alarm.id() + ": another person. It stays held.");
    return "redirect:" + PATH;
  }
}
