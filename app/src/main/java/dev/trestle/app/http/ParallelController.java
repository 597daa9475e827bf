package dev.trestle.app.http;

import dev.trestle.app.replay.ParallelRun;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayCounts;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Versions of the site beside the active one. What a run found is looked at as that of a replay, by
 * the same number.
 */
@RestController
@RequestMapping("/api/site/parallel")
class ParallelController {
  private final HttpParts parts;

  ParallelController(HttpParts parts) {
    this.parts = parts;
  }

  /** The files of the version, the feed, and why. */
  record StartRequest(List<SiteText> files, String source, @Nullable String reason) {}

  /** Why. */
  record StopRequest(@Nullable String reason) {}

  /** A run: numbers and places. */
  record RunAnswer(
      long replay,
      String hash,
      String before,
      String source,
      String actor,
      String reason,
      Instant beganAt,
      @Nullable Instant endedAt,
      boolean running,
      String ending,
      long behind,
      ReplayCounts counts,
      List<Replay.Place> places) {}

  @Summary("Versions that run beside the active one, and the last that did")
  @GetMapping
  List<RunAnswer> list(Principal caller) {
    Audited.done(parts, caller, "site-parallel-show", "");
    return parts.stored().parallel().list().stream().map(this::answer).toList();
  }

  @Summary("Runs another version of the site beside the active one on a feed")
  @PostMapping
  RunAnswer start(@RequestBody StartRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return Audited.change(
        parts,
        caller,
        "site-parallel-start",
        request.source() + ": " + reason,
        () ->
            answer(
                parts
                    .stored()
                    .parallel()
                    .begin(
                        SiteVersion.of(request.files(), "that was sent"),
                        request.source(),
                        caller.getName(),
                        reason)));
  }

  @Summary("Ends a run beside the active version")
  @PostMapping("/{id}/stop")
  RunAnswer stop(@PathVariable long id, @RequestBody StopRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return Audited.change(
        parts,
        caller,
        "site-parallel-stop",
        "run " + id + ": " + reason,
        () -> answer(parts.stored().parallel().stop(id, caller.getName(), reason)));
  }

  private RunAnswer answer(ParallelRun run) {
    Replay replay = run.replay();
    return new RunAnswer(
        replay.id(),
        replay.hash(),
        replay.before(),
        replay.source(),
        replay.actor(),
        run.reason(),
        replay.beganAt(),
        replay.endedAt().orElse(null),
        run.running(),
        run.ending(),
        parts.stored().parallel().behind(run),
        replay.counts(),
        replay.places());
  }
}
