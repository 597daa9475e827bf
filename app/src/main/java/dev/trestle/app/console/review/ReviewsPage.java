package dev.trestle.app.console.review;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.evidence.EvidenceBars;
import dev.trestle.app.console.patient.SideBySide;
import dev.trestle.app.http.DecisionReason;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.IdentityDecisions;
import dev.trestle.identity.review.Answer;
import dev.trestle.identity.review.AnswerStep;
import dev.trestle.identity.review.Review;
import dev.trestle.identity.review.ReviewKind;
import dev.trestle.identity.review.ReviewStatus;
import dev.trestle.identity.review.ReviewStore;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pairs of records that a person should look at, side by side with the evidence. */
@Controller
public class ReviewsPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/reviews";
  private static final Duration DAYS = Duration.ofDays(90);
  private final HttpParts parts;
  private final Decisions decisions;

  ReviewsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "false") boolean proposed,
      @RequestParam(defaultValue = "false") boolean checks,
      Model model,
      Principal who) {
    var identity = parts.identity().decisions();
    List<Review> open = checks ? identity.checks(after) : identity.open(after, who.getName());
    List<Review> reviews = proposed ? identity.proposed(after) : open;
    model.addAttribute("checks", checks);
    model.addAttribute("proposed", proposed);
    model.addAttribute("reviews", reviews);
    model.addAttribute("state", parts.identity().state().get());
    model.addAttribute(
        "next",
        reviews.size() == dev.trestle.identity.review.Decisions.PAGE_REVIEWS
            ? Optional.of(reviews.get(reviews.size() - 1).id())
            : Optional.empty());
    return "reviews";
  }

  /** How right automatic links are, and how people review: about people who work here, audited. */
  @GetMapping(PATH + "/quality")
  String quality(Model model, Principal who) {
    decisions.audit("identity-reviewers", DAYS.toDays() + " days", who);
    model.addAttribute("band", parts.identity().desk().band().state());
    model.addAttribute(
        "work", parts.identity().desk().reviewers().since(parts.clock().instant().minus(DAYS)));
    model.addAttribute("known", parts.identity().desk().known().state());
    return "review-quality";
  }

  /** Patient data, audited. */
  @GetMapping(PATH + "/{id}")
  String one(@PathVariable long id, Model model, Principal who) {
    ReviewStore.Stored stored = parts.identity().decisions().review(id);
    Review review = stored.review();
    List<Resource> both =
        parts.reader().readAll(List.of(review.pair().low(), review.pair().high()));
    decisions.audit(
        "review-show",
        "review " + id,
        both.stream().map(patient -> UUID.fromString(patient.id())).toList(),
        who);
    boolean isOpen = review.status() == ReviewStatus.OPEN;
    model.addAttribute("review", review);
    model.addAttribute("open", isOpen);
    model.addAttribute("planted", !isOpen && review.kind() == ReviewKind.PLANTED);
    model.addAttribute("same", review.status() == ReviewStatus.SAME);
    model.addAttribute("said", parts.identity().decisions().said(review));
    model.addAttribute("two", parts.identity().decisions().needsTwoPersons());
    Review.Proposal proposal = review.proposal();
    model.addAttribute("own", proposal != null && proposal.isBy(who.getName()));
    model.addAttribute("evidence", stored.evidence());
    model.addAttribute(
        "bars", EvidenceBars.of(parts.identity().matching().waterfall(stored.evidence())));
    model.addAttribute("rows", SideBySide.of(both));
    model.addAttribute("both", both.stream().map(Resource::id).toList());
    return "review";
  }

  @PostMapping(PATH + "/{id}/decide")
  String decide(
      @PathVariable long id,
      @RequestParam Answer answer,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    String why = Decisions.reason(reason);
    AnswerStep step = new IdentityDecisions(parts).decide(id, answer, why, who);
    flash.addFlashAttribute("notice", "Review " + id + ": " + became(id, step, answer));
    return "redirect:" + PATH;
  }

  private String became(long id, AnswerStep step, Answer answer) {
    return switch (step) {
      case PROPOSED -> "proposed. Somebody else has to agree.";
      case MEASURED -> {
        boolean same =
            parts.identity().decisions().review(id).review().status() == ReviewStatus.SAME;
        yield answer.id()
            + ". This pair was planted, and its answer was known: "
            + (same ? "one person" : "not the same")
            + ". Nothing has changed.";
      }
      case DONE, AGREED, DISAGREED, FELL -> answer.id() + ".";
    };
  }

  /** Plants the pair of a review that somebody else decided. */
  @PostMapping(PATH + "/{id}/plant")
  String plant(
      @PathVariable long id,
      @RequestParam boolean same,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    new IdentityDecisions(parts).plant(id, same, DecisionReason.required(reason), who);
    flash.addFlashAttribute("notice", "Planted. Whoever answers it is measured.");
    return "redirect:" + PATH + "/" + id;
  }

  /** Plants pairs that two people answered alike. */
  @PostMapping(PATH + "/known-pairs")
  String draw(
      @RequestParam int size,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    String why = DecisionReason.required(reason);
    int planted = new IdentityDecisions(parts).plant(size, why, who);
    flash.addFlashAttribute("notice", planted + " pairs planted.");
    return "redirect:" + PATH + "/quality";
  }
}
