package dev.trestle.app.console.review;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.ModelDecisions;
import dev.trestle.identity.learn.LinkModels;
import dev.trestle.identity.learn.TrainedLinkModel;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Models that decide who is one person: trained, seen before they decide, taken back. */
@Controller
public class ModelsPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/models";
  private static final String NOTICE = "notice";
  private final HttpParts parts;
  private final ModelDecisions decisions;

  ModelsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new ModelDecisions(parts);
  }

  @GetMapping(PATH)
  String list(Model page) {
    LinkModels models = parts.identity().models().models();
    List<TrainedLinkModel> trained = models.list();
    page.addAttribute("active", models.active().version());
    page.addAttribute("reviewFrom", models.active().reviewFrom());
    page.addAttribute("automaticFrom", parts.identity().desk().band().threshold());
    page.addAttribute("models", trained);
    page.addAttribute("uses", models.uses());
    page.addAttribute(
        "training",
        trained.stream().anyMatch(one -> one.state() == TrainedLinkModel.State.IN_TRAINING));
    return "models";
  }

  /** Which persons a model would merge or split, by ids; audited. */
  @GetMapping(PATH + "/{id}")
  String one(@PathVariable long id, Model page, Principal who) {
    TrainedLinkModel model = decisions.show(id, who);
    String active = parts.identity().models().models().active().version();
    page.addAttribute("shown", model);
    page.addAttribute("isActive", Objects.equals(model.version(), active));
    return "model";
  }

  @PostMapping(PATH)
  String train(
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(required = false) @Nullable Double reviewFrom,
      @RequestParam(required = false) @Nullable Double automaticFrom,
      Principal who,
      RedirectAttributes flash) {
    long id = decisions.train(Decisions.reason(reason), reviewFrom, automaticFrom, who);
    flash.addFlashAttribute(
        NOTICE, "Model " + id + " is being trained. Nothing changes until it is taken into use.");
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{id}/activate")
  String activate(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    decisions.activate(id, Decisions.reason(reason), who);
    flash.addFlashAttribute(NOTICE, "Model " + id + " is in use. Everybody is looked at again.");
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/rollback")
  String rollback(
      @RequestParam(defaultValue = "") String reason, Principal who, RedirectAttributes flash) {
    Optional<Long> before = decisions.rollback(Decisions.reason(reason), who);
    flash.addFlashAttribute(
        NOTICE,
        before.map(id -> "Model " + id).orElse("The model that comes with Trestle")
            + " is in use again. Everybody is looked at again.");
    return "redirect:" + PATH;
  }
}
