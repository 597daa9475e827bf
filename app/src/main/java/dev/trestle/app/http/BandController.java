package dev.trestle.app.http;

import dev.trestle.identity.band.AutomaticBand;
import dev.trestle.identity.review.Reviewers;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How right automatic links are, by people's checks, and how people review. */
@RestController
@RequestMapping("/api/identity")
class BandController {
  private static final int LONGEST_DAYS = 3_660;
  private final HttpParts parts;

  BandController(HttpParts parts) {
    this.parts = parts;
  }

  private AutomaticBand band() {
    return parts.identity().desk().band();
  }

  @Summary("From which probability links are made by themselves, and how often they are wrong")
  @GetMapping("/automatic")
  AutomaticBand.State automatic() {
    return band().state();
  }

  /** How many links are drawn, and why. */
  record SampleRequest(int size, @Nullable String reason) {}

  /** How many were drawn. */
  record SampleAnswer(int drawn) {}

  @Summary("Draws automatic links at random for people to check")
  @PostMapping("/automatic/sample")
  SampleAnswer sample(@RequestBody SampleRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return Audited.change(
        parts,
        caller,
        "identity-band-sample",
        "sample of " + request.size() + ": " + reason,
        () -> new SampleAnswer(band().draw(request.size())));
  }

  /** Why the threshold goes back. */
  record BackRequest(@Nullable String reason) {}

  /** The threshold that holds now. */
  record BackAnswer(double from) {}

  @Summary("Takes back the last tightening of the threshold of automatic links")
  @PostMapping("/automatic/rollback")
  BackAnswer rollback(@RequestBody BackRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return Audited.change(
        parts,
        caller,
        "identity-band-rollback",
        "automatic links",
        () -> {
          BackAnswer now = new BackAnswer(band().rollback(caller.getName(), reason));
          parts.identity().models().hint().run();
          return now;
        });
  }

  @Summary("How much people review, and how often a second person agrees")
  @GetMapping("/reviewers")
  Reviewers.Work reviewers(@RequestParam(defaultValue = "90") int days, Principal caller) {
    if (days < 1 || days > LONGEST_DAYS) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "Days are a number from 1 to " + LONGEST_DAYS);
    }
    IdentityAudit.record(parts, "identity-reviewers", List.of(), days + " days", caller);
    return parts
        .identity()
        .desk()
        .reviewers()
        .since(parts.clock().instant().minus(Duration.ofDays(days)));
  }
}
