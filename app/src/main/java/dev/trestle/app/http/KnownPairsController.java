package dev.trestle.app.http;

import dev.trestle.identity.review.KnownPairs;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pairs whose answer is known, planted among the reviews to measure who answers them. */
@RestController
@RequestMapping("/api/identity")
class KnownPairsController {
  private final HttpParts parts;

  KnownPairsController(HttpParts parts) {
    this.parts = parts;
  }

  @Summary("How many pairs are planted whose answer is known, and how many could be")
  @GetMapping("/known-pairs")
  KnownPairs.State state() {
    return parts.identity().desk().known().state();
  }

  /** How many pairs are planted, and why. */
  record DrawRequest(int size, @Nullable String reason) {}

  /** How many were planted. */
  record DrawAnswer(int planted) {}

  @Summary("Plants pairs, drawn from those that two people answered alike")
  @PostMapping("/known-pairs")
  DrawAnswer draw(@RequestBody DrawRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return new DrawAnswer(new IdentityDecisions(parts).plant(request.size(), reason, caller));
  }

  /** What the known answer is, {@code same} or {@code different}, and why it is planted. */
  record PlantRequest(@Nullable String answer, @Nullable String reason) {}

  /** The review whose pair is planted. */
  record PlantAnswer(long id, boolean same) {}

  @Summary("Plants the pair of a review that was decided")
  @PostMapping("/reviews/{id}/plant")
  PlantAnswer plant(@PathVariable long id, @RequestBody PlantRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    boolean same =
        switch (String.valueOf(request.answer()).toLowerCase(Locale.ROOT)) {
          case "same" -> true;
          case "different" -> false;
          default ->
              throw new TrestleException(
                  ProblemCode.REQUEST_INVALID, "The answer is same or different");
        };
    new IdentityDecisions(parts).plant(id, same, reason, caller);
    return new PlantAnswer(id, same);
  }
}
