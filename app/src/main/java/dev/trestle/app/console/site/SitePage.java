package dev.trestle.app.console.site;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The active site, its history, its files, and going back. */
@Controller
public class SitePage {
  private static final String PATH = ConsoleConfiguration.PATH + "/site";
  private final HttpParts parts;
  private final Decisions decisions;

  SitePage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String show(Model model, Principal who) {
    decisions.audit("site-history", "", who);
    model.addAttribute("active", parts.status().status().site());
    model.addAttribute("history", parts.site().history());
    model.addAttribute("version", version(Optional.empty()));
    return "site";
  }

  @GetMapping(PATH + "/{hash}")
  String one(@PathVariable String hash, Model model, Principal who) {
    decisions.audit("site-show", hash, who);
    model.addAttribute("active", parts.status().status().site());
    model.addAttribute("history", parts.site().history());
    model.addAttribute("version", Optional.of(parts.site().version(Optional.of(hash))));
    return "site";
  }

  /** Empty when the default site is active: it has no files. */
  private Optional<SiteVersion> version(Optional<String> hash) {
    try {
      return Optional.of(parts.site().version(hash));
    } catch (TrestleException none) {
      if (none.code() == ProblemCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw none;
    }
  }

  @PostMapping(PATH + "/rollback")
  String rollback(
      @RequestParam String to,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    SiteControl.Activated done =
        parts.site().rollback(Optional.of(to), who.getName(), Decisions.reason(reason));
    decisions.audit("site-rollback", done.hash() + ": " + reason, who);
    flash.addFlashAttribute(
        "notice",
        "The active site is " + done.hash() + "; " + done.changes().size() + " values differ.");
    return "redirect:" + PATH;
  }
}
