package dev.trestle.app.console.site;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.signoff.SignoffPage;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.site.SiteActivation;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteDifference;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
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

/** The active site, its history, its files, and going back. */
@Controller
public class SitePage {
  static final String PATH = ConsoleConfiguration.PATH + "/site";
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
    model.addAttribute("parallel", ParallelPage.shown(parts));
    model.addAttribute("signoffs", SignoffPage.lastOfEachFeed(parts));
    model.addAttribute("version", version(parts, Optional.empty()));
    return "site";
  }

  @GetMapping(PATH + "/{hash}")
  String one(@PathVariable String hash, Model model, Principal who) {
    decisions.audit("site-show", hash, who);
    model.addAttribute("active", parts.status().status().site());
    model.addAttribute("history", parts.site().history());
    model.addAttribute("parallel", ParallelPage.shown(parts));
    model.addAttribute("signoffs", SignoffPage.lastOfEachFeed(parts));
    model.addAttribute("version", Optional.of(parts.site().version(Optional.of(hash))));
    return "site";
  }

  /** Empty when the default site is active: it has no files. */
  static Optional<SiteVersion> version(HttpParts parts, Optional<String> hash) {
    try {
      return Optional.of(parts.site().version(hash));
    } catch (TrestleException none) {
      if (none.code() == ProblemCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw none;
    }
  }

  /** What an activation changed against the version that was active before it. */
  @GetMapping(PATH + "/changes/{id}")
  String changes(@PathVariable long id, Model model, Principal who) {
    List<SiteActivation> history = parts.site().history();
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).id() == id) {
        SiteActivation one = history.get(i);
        Optional<SiteActivation> before =
            i + 1 < history.size() ? Optional.of(history.get(i + 1)) : Optional.empty();
        decisions.audit("site-show", one.hash() + ", changes", who);
        model.addAttribute("one", one);
        model.addAttribute("before", before);
        model.addAttribute(
            "changes",
            SiteDifference.between(
                before.map(SiteActivation::hash).map(this::texts).orElse(List.of()),
                texts(one.hash())));
        return "site-changes";
      }
    }
    throw new TrestleException(ProblemCode.NOT_FOUND, "There is no activation " + id);
  }

  private List<SiteText> texts(String hash) {
    return parts.site().version(Optional.of(hash)).texts();
  }

  @PostMapping(PATH + "/rollback")
  String rollback(
      @RequestParam String to,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    SiteControl.Activated done =
        decisions.change(
            "site-rollback",
            to + ": " + reason,
            who,
            () -> parts.site().rollback(Optional.of(to), who.getName(), Decisions.reason(reason)));
    flash.addFlashAttribute(
        "notice",
        "The active site is " + done.hash() + "; " + done.changes().size() + " values differ.");
    return "redirect:" + PATH;
  }
}
