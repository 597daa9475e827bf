package dev.trestle.app.http;

import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.review.Answer;
import dev.trestle.identity.review.AnswerStep;
import dev.trestle.identity.review.Decisions;
import dev.trestle.identity.review.Review;
import dev.trestle.identity.review.ReviewStore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Pairs of records that a person should look at. Lists and evidence hold ids and levels; the two
 * Patients themselves are shown only by the role steward, and each view is audited.
 */
@RestController
@RequestMapping("/api/identity/reviews")
class ReviewsController {
  private final HttpParts parts;

  ReviewsController(HttpParts parts) {
    this.parts = parts;
  }

  /** A review as a list shows it. */
  record Item(
      long id,
      String kind,
      String status,
      boolean deferred,
      double posterior,
      String first,
      String second,
      String model,
      Instant openedAt,
      double urgency,
      @Nullable Proposed proposed) {}

  /** Who wants to link the two, and since when; a second person is needed. */
  record Proposed(String by, Instant at) {}

  @Summary("Pairs of records that a person should look at, most urgent first")
  @GetMapping
  List<Item> list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "false") boolean proposed,
      @RequestParam(defaultValue = "false") boolean checks,
      Principal caller) {
    Decisions decisions = parts.identity().decisions();
    List<Review> open = checks ? decisions.checks(after) : decisions.open(after, caller.getName());
    List<Review> reviews = proposed ? decisions.proposed(after) : open;
    Map<Long, UUID> ids =
        parts
            .identity()
            .persons()
            .ids(
                reviews.stream()
                    .flatMap(review -> Stream.of(review.pair().low(), review.pair().high()))
                    .collect(Collectors.toSet()));
    return reviews.stream().map(review -> item(review, ids)).toList();
  }

  private static Item item(Review review, Map<Long, UUID> ids) {
    return new Item(
        review.id(),
        review.shown(),
        review.status().id(),
        review.deferred(),
        review.posterior(),
        IdentityController.reference(ids, review.pair().low()),
        IdentityController.reference(ids, review.pair().high()),
        review.model(),
        review.openedAt(),
        review.urgency(),
        proposed(review.proposal()));
  }

  private static @Nullable Proposed proposed(Review.@Nullable Proposal proposal) {
    return proposal == null ? null : new Proposed(proposal.actor(), proposal.at());
  }

  /**
   * A review with what the comparison says of each field, in bits for and against.
   *
   * @param said what people answered, first to last
   */
  record Detail(
      Item review,
      double household,
      List<Assessment.Line> evidence,
      List<String> against,
      List<SaidItem> said) {}

  /** An answer and what became of it; {@code note} may name somebody and is for stewards. */
  record SaidItem(Instant at, String actor, String answer, String step, String note) {
    @Override
    public String toString() {
      return "SaidItem[" + at + "]";
    }
  }

  @Summary("One pair with the evidence")
  @GetMapping("/{id}")
  Detail show(@PathVariable long id, HttpServletRequest request, Principal caller) {
    boolean steward = request.isUserInRole("STEWARD");
    ReviewStore.Stored stored = parts.identity().decisions().review(id);
    IdentityAudit.record(
        parts,
        "review-evidence",
        List.copyOf(ids(stored.review()).values()),
        "review " + id,
        caller);
    Assessment evidence = stored.evidence();
    return new Detail(
        item(stored.review(), ids(stored.review())),
        evidence.household(),
        evidence.lines(),
        evidence.vetoes(),
        parts.identity().decisions().said(stored.review()).stream()
            .map(
                one ->
                    new SaidItem(
                        one.at(),
                        one.actor(),
                        one.answer().id(),
                        one.step().id(),
                        steward ? one.note() : ""))
            .toList());
  }

  private Map<Long, UUID> ids(Review review) {
    return parts.identity().persons().ids(Set.of(review.pair().low(), review.pair().high()));
  }

  /** The two Patients: patient data. */
  @Summary("The two Patients of a pair")
  @GetMapping("/{id}/patients")
  List<JsonNode> patients(@PathVariable long id, Principal caller) {
    Review review = parts.identity().decisions().review(id).review();
    List<Resource> found =
        parts.reader().readAll(List.of(review.pair().low(), review.pair().high()));
    IdentityAudit.record(
        parts,
        "review-show",
        found.stream().map(patient -> UUID.fromString(patient.id())).toList(),
        "review " + id,
        caller);
    return found.stream().<JsonNode>map(Resource::json).toList();
  }

  /** {@code same}, {@code different}, {@code household} or {@code later}, and why. */
  record DecideRequest(@Nullable String decision, @Nullable String reason) {
    @Override
    public String toString() {
      return "DecideRequest[]";
    }
  }

  /**
   * What was decided, and what became of it: {@code proposed} waits for a second person, {@code
   * measured} answered a planted pair and changed nothing.
   */
  record DecideAnswer(long id, String decision, String step) {}

  @Summary("Says whether a pair is one person")
  @PostMapping("/{id}/decide")
  DecideAnswer decide(@PathVariable long id, @RequestBody DecideRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    Answer answer =
        Answer.of(String.valueOf(request.decision()).toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID,
                        "The decision is one of same, different, household, later"));
    AnswerStep step = new IdentityDecisions(parts).decide(id, answer, reason, caller);
    return new DecideAnswer(id, answer.id(), step.id());
  }
}
