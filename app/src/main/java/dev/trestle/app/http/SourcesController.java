package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.source.SourceState;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The state of each source; stop and start, which are audited. No patient data. */
@RestController
@RequestMapping("/api/sources")
class SourcesController {
  private final HttpParts parts;

  SourcesController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * A source; {@code state} is running, stopped, paused or catching-up, {@code feed} what the site
   * says: draft, shadow, pilot, live or retiring.
   */
  record SourceAnswer(
      String name,
      String state,
      String feed,
      String owner,
      @Nullable Instant since,
      @Nullable String by,
      @Nullable String reason,
      long received,
      @Nullable Instant lastReceived,
      long waiting,
      @Nullable Instant oldestWaiting,
      long exceptions) {
    static SourceAnswer of(SourceState source, FeedFacts facts) {
      Optional<SourceState.Decision> decision = source.decision();
      return new SourceAnswer(
          source.name(),
          source.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          facts.state().id(),
          facts.owner(),
          decision.map(SourceState.Decision::at).orElse(null),
          decision.map(SourceState.Decision::actor).orElse(null),
          decision.map(SourceState.Decision::reason).orElse(null),
          source.received(),
          source.lastReceived().orElse(null),
          source.waiting(),
          source.oldestWaiting().orElse(null),
          source.exceptions());
    }
  }

  @Summary("Sources with their state and counts")
  @GetMapping
  List<SourceAnswer> list() {
    Site site = parts.messages().site().get();
    return parts.sources().list().stream()
        .map(one -> SourceAnswer.of(one, site.feed(SourceName.parse(one.name()))))
        .toList();
  }

  /** Why. */
  record DecisionRequest(String reason) {}

  /** What was decided about which source. */
  record DecisionAnswer(String source, String decision) {}

  @Summary("Stops a source: what it sends waits")
  @PostMapping("/{system}/{feed}/stop")
  DecisionAnswer stop(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestBody DecisionRequest request,
      Principal caller) {
    String name = system + "/" + feed;
    return Audited.change(
        parts,
        caller,
        "source-stop",
        name + ": " + request.reason(),
        () -> {
          parts.sources().stop(name, caller.getName(), reason(request));
          return new DecisionAnswer(name, "stop");
        });
  }

  @Summary("Starts a source: what has waited goes on")
  @PostMapping("/{system}/{feed}/start")
  DecisionAnswer start(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestBody DecisionRequest request,
      Principal caller) {
    String name = system + "/" + feed;
    return Audited.change(
        parts,
        caller,
        "source-start",
        name + ": " + request.reason(),
        () -> {
          parts.sources().start(name, caller.getName(), reason(request));
          return new DecisionAnswer(name, "start");
        });
  }

  private static String reason(DecisionRequest request) {
    if (request.reason().isBlank()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "A decision needs a reason");
    }
    return request.reason();
  }
}
