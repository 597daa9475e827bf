package dev.trestle.app.console.review;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.evidence.EvidenceBars;
import dev.trestle.app.console.patient.SideBySide;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.IdentityDecisions;
import dev.trestle.identity.review.Decisions.Answer;
import dev.trestle.identity.review.Review;
import dev.trestle.identity.review.ReviewStore;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
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
  private final HttpParts parts;
  private final Decisions decisions;

  ReviewsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(@RequestParam(defaultValue = "0") long after, Model model) {
    List<Review> reviews = parts.identity().decisions().open(after);
    model.addAttribute("reviews", reviews);
    model.addAttribute("state", parts.identity().state().get());
    model.addAttribute(
        "next",
        reviews.size() == dev.trestle.identity.review.Decisions.PAGE_REVIEWS
            ? Optional.of(reviews.get(reviews.size() - 1).id())
            : Optional.empty());
    return "reviews";
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
    model.addAttribute("review", review);
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
    new IdentityDecisions(parts).decide(id, answer, why, who);
    String word = answer.name().toLowerCase(Locale.ROOT);
    flash.addFlashAttribute("notice", "Review " + id + ": " + word + ".");
    return "redirect:" + PATH;
  }
}
