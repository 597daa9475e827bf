package dev.trestle.app.console.site;

import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.replay.ParallelRun;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Versions beside the active one, on the page of the site; what they found is a replay's page. */
@Controller
public class ParallelPage {
  private final HttpParts parts;
  private final Decisions decisions;

  ParallelPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * A run as the page shows it.
   *
   * @param behind entries of the journal that it has still to pass
   */
  public record Shown(ParallelRun run, long behind) {}

  static List<Shown> shown(HttpParts parts) {
    return parts.stored().parallel().list().stream()
        .map(run -> new Shown(run, parts.stored().parallel().behind(run)))
        .toList();
  }

  @PostMapping(SitePage.PATH + "/parallel/{id}/stop")
  String stop(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    ParallelRun done =
        decisions.change(
            "site-parallel-stop",
            "run " + id + ": " + reason,
            who,
            () -> parts.stored().parallel().stop(id, who.getName(), Decisions.reason(reason)));
    flash.addFlashAttribute("notice", "The run has ended: " + done.replay().counts().words() + ".");
    return "redirect:" + SitePage.PATH;
  }
}
