package dev.trestle.app.console.feed;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.orchestration.source.SourceState;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The feeds with their state; each can be stopped and started alone. */
@Controller
public class FeedsPage {
  static final String PATH = ConsoleConfiguration.PATH + "/feeds";
  private final HttpParts parts;
  private final Decisions decisions;

  FeedsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(Model model) {
    List<SourceState> feeds = parts.sources().list();
    model.addAttribute("feeds", feeds);
    model.addAttribute("facts", Feeds.facts(parts.messages().site().get(), feeds));
    model.addAttribute(
        "incidents", parts.incidents().byListener().stream().map(Incident::of).toList());
    return "feeds";
  }

  @PostMapping(PATH + "/{system}/{feed}/stop")
  String stop(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestParam(defaultValue = "") String reason,
      Principal who) {
    String name = system + "/" + feed;
    decisions.change(
        "source-stop",
        name + ": " + reason,
        who,
        () -> parts.sources().stop(name, who.getName(), Decisions.reason(reason)));
    return "redirect:" + PATH + "/" + name;
  }

  @PostMapping(PATH + "/{system}/{feed}/start")
  String start(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestParam(defaultValue = "") String reason,
      Principal who) {
    String name = system + "/" + feed;
    decisions.change(
        "source-start",
        name + ": " + reason,
        who,
        () -> parts.sources().start(name, who.getName(), Decisions.reason(reason)));
    return "redirect:" + PATH + "/" + name;
  }
}
