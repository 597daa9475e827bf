package dev.trestle.app.console.feed;

import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.MessageView;
import dev.trestle.app.http.HttpParts;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A message is tried on a feed without sending it. That it was tried is recorded, not what. */
@Controller
public class TrialPage {
  private static final String PATH = FeedsPage.PATH + "/{system}/{feed}/try";
  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView view;
  private final Trial trial;

  TrialPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.view = new MessageView(parts.messages());
    this.trial = new Trial(parts.messages());
  }

  @GetMapping(PATH)
  String form(@PathVariable String system, @PathVariable String feed, Model model) {
    model.addAttribute("feedName", source(system, feed).name().toString());
    return "trial";
  }

  @PostMapping(PATH)
  String run(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestParam(defaultValue = "") String text,
      Model model,
      Principal who) {
    Source source = source(system, feed);
    decisions.audit("message-try", source.name().toString(), who);
    model.addAttribute("feedName", source.name().toString());
    model.addAttribute("text", text);
    try {
      Trial.Answer answer = trial.of(source, text);
      model.addAttribute("answer", answer);
      model.addAttribute("view", view.of(source.name(), answer.raw()));
    } catch (TrestleException refused) {
      if (refused.code() != ProblemCode.REQUEST_INVALID) {
        throw refused;
      }
      model.addAttribute("refused", String.valueOf(refused.getMessage()));
    }
    return "trial";
  }

  private Source source(String system, String feed) {
    return parts
        .messages()
        .site()
        .get()
        .source(new SourceName(system, feed))
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "The active site has no source " + system + "/" + feed));
  }
}
