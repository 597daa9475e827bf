package dev.trestle.app.console.site;

import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.Audited;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.ReplayFiles;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayQuestion;
import dev.trestle.app.site.KeyRules;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteDifference;
import dev.trestle.app.site.SiteMistake;
import dev.trestle.app.site.SiteReader;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The files of a site in the browser: edited, checked, activated. Nothing is kept before that. */
@Controller
public class SiteEditPage {
  private static final String EDIT = SitePage.PATH + "/edit";
  private static final String TEMPLATE = "site-edit";

  private final HttpParts parts;
  private final Decisions decisions;

  SiteEditPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * What a check said.
   *
   * @param mistakes with file and line; when there are none, the rest is told
   * @param hash of the version these files are
   * @param unchecked what profiles that sources name say and nobody checks
   * @param changes against the active version, value by value
   * @param waiting listeners whose messages wait until what is in line is finished
   * @param replay the last one of these files against the active version
   */
  record Checked(
      List<SiteMistake> mistakes,
      String hash,
      List<SiteMistake> unchecked,
      List<SiteDifference.Change> changes,
      Set<String> waiting,
      Optional<Replay> replay) {}

  /**
   * A file as the form shows it.
   *
   * @param shown its text behind a line end: browsers leave out the first one of a field
   */
  record Field(String path, String shown, int rows) {
    private static final int MOST_ROWS = 30;

    static Field of(SiteText file) {
      int rows = (int) Math.min(MOST_ROWS, 3 + file.text().lines().count());
      return new Field(file.path(), "\n" + file.text(), rows);
    }
  }

  /** The files of the active version, or of another one. */
  @GetMapping(EDIT)
  String edit(@RequestParam(defaultValue = "") String from, Model model, Principal who) {
    decisions.audit("site-show", from, who);
    List<SiteText> texts =
        from.isEmpty() ? activeTexts() : parts.site().version(Optional.of(from)).texts();
    fill(model, texts.isEmpty() ? SiteDraft.FIRST : new SiteDraft(texts), active());
    return TEMPLATE;
  }

  /** Adds or removes a file of the form. */
  @PostMapping(EDIT)
  String change(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String add,
      @RequestParam @Nullable String remove,
      @RequestParam(defaultValue = "") String base,
      Model model) {
    SiteDraft draft = SiteDraft.of(request, activeTexts());
    if (remove != null) {
      fill(model, draft.without(remove), base);
      return TEMPLATE;
    }
    try {
      fill(model, draft.with(add.strip()), base);
    } catch (TrestleException refused) {
      fill(model, draft, base);
      model.addAttribute("refused", String.valueOf(refused.getMessage()));
    }
    return TEMPLATE;
  }

  /** Every mistake, or what would change; nothing is kept. */
  @PostMapping(SitePage.PATH + "/check")
  String check(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String base,
      @RequestHeader(name = "HX-Request", defaultValue = "") String part,
      Model model,
      Principal who) {
    SiteDraft draft = SiteDraft.of(request, activeTexts());
    decisions.audit("site-check", draft.files().size() + " files", who);
    fill(model, draft, base);
    model.addAttribute("checked", checked(draft));
    return part.isEmpty() ? TEMPLATE : TEMPLATE + " :: checked";
  }

  /**
   * Replays stored messages by the files, one JSON object a line; they are kept as a version that
   * is not active.
   */
  @PostMapping(SitePage.PATH + "/replay")
  void replay(
      HttpServletRequest request,
      @RequestParam(defaultValue = "" + ReplayQuestion.MESSAGES) long messages,
      HttpServletResponse response,
      Principal who)
      throws IOException {
    SiteDraft draft = SiteDraft.of(request, activeTexts());
    ReplayFiles.run(
        parts,
        new ReplayQuestion(
            SiteVersion.of(draft.files(), "in the form"), messages, Optional.empty()),
        response,
        who);
  }

  /** Makes the files the active site; with a mistake they stay in the form. */
  @PostMapping(SitePage.PATH + "/activate")
  String activate(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String base,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      Principal who,
      RedirectAttributes flash) {
    SiteDraft draft = SiteDraft.of(request, activeTexts());
    try {
      String why = Decisions.reason(reason);
      SiteControl.Activated done =
          Audited.change(
              parts,
              who,
              "site-activate",
              why,
              () -> {
                stillActive(base);
                return parts.site().activate(draft.files(), who.getName(), why);
              });
      flash.addFlashAttribute(
          "notice",
          "The active site is " + done.hash() + "; " + done.changes().size() + " values differ.");
      return "redirect:" + SitePage.PATH;
    } catch (TrestleException refused) {
      fill(model, draft, active());
      model.addAttribute("reason", reason);
      model.addAttribute("refused", String.valueOf(refused.getMessage()));
      model.addAttribute("checked", checked(draft));
      return TEMPLATE;
    }
  }

  private void stillActive(String base) {
    if (!base.equals(active())) {
      throw new TrestleException(
          ProblemCode.CONFLICT,
          "Another version was activated since you began. Check shows what differs from it;"
              + " activate again to replace it.");
    }
  }

  private Checked checked(SiteDraft draft) {
    SiteReader.Result result = SiteReader.read(draft.files());
    if (result.site().isEmpty()) {
      return new Checked(result.mistakes(), "", List.of(), List.of(), Set.of(), Optional.empty());
    }
    Site next = result.site().get();
    return new Checked(
        List.of(),
        SiteVersion.shortened(next.version()),
        result.unchecked(),
        SiteDifference.between(activeTexts(), draft.files()),
        KeyRules.concerned(parts.messages().site().get(), next),
        parts.stored().replays().latest(next.version()));
  }

  private void fill(Model model, SiteDraft draft, String base) {
    model.addAttribute("files", draft.files().stream().map(Field::of).toList());
    model.addAttribute("base", base);
  }

  private String active() {
    return parts.status().status().site();
  }

  /** None when the default site is active: it has no files. */
  private List<SiteText> activeTexts() {
    return SitePage.version(parts, Optional.empty()).map(SiteVersion::texts).orElse(List.of());
  }
}
