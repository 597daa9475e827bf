package dev.trestle.app.http;

import dev.trestle.app.replay.Change;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayCounts;
import dev.trestle.app.replay.ReplayQuestion;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stored messages become under another version of the site, before it is activated. */
@RestController
@RequestMapping("/api/site")
class ReplayController {
  private final HttpParts parts;

  ReplayController(HttpParts parts) {
    this.parts = parts;
  }

  /** The files of a site; how many messages, and of which source (null: of all). */
  record ReplayRequest(List<SiteText> files, @Nullable Long messages, @Nullable String source) {}

  @Summary("Translates stored messages by another version of the site; a line of JSON as it goes")
  @PostMapping("/replay")
  void replay(@RequestBody ReplayRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    Long messages = request.messages();
    ReplayFiles.run(
        parts,
        new ReplayQuestion(
            SiteVersion.of(request.files(), "that was sent"),
            messages == null ? ReplayQuestion.MESSAGES : messages,
            Optional.ofNullable(request.source())),
        response,
        caller);
  }

  /** A replay with the messages that differ: numbers and places, no values. */
  record ReplayAnswer(
      long replay,
      String hash,
      String before,
      String actor,
      Instant beganAt,
      @Nullable Instant endedAt,
      String source,
      ReplayCounts counts,
      List<Replay.Place> places,
      List<Replay.Difference> differences) {}

  @Summary("A replay: how many messages differ, and where; without values")
  @GetMapping("/replays/{id}")
  ReplayAnswer find(@PathVariable long id, Principal caller) {
    Audited.done(parts, caller, "site-replay-show", "replay " + id);
    Replay found = parts.stored().replays().find(id);
    return new ReplayAnswer(
        found.id(),
        found.hash(),
        found.before(),
        found.actor(),
        found.beganAt(),
        found.endedAt().orElse(null),
        found.source(),
        found.counts(),
        found.places(),
        parts.stored().replays().differences(id));
  }

  @Summary("What differs in one message of a replay, with its values before and after")
  @GetMapping("/replays/{id}/messages/{seq}")
  List<Change> changes(@PathVariable long id, @PathVariable long seq, Principal caller) {
    Audited.entry(parts, caller, "message-replay", seq, "replay " + id);
    return parts.stored().replays().changes(id, seq);
  }
}
