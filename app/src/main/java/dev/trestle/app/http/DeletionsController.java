package dev.trestle.app.http;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a spike of deletes paused deleting, and who lets it go on. */
@RestController
@RequestMapping("/api/deletions")
class DeletionsController {
  private final HttpParts parts;

  DeletionsController(HttpParts parts) {
    this.parts = parts;
  }

  /** An open pause; {@code deletions} in the hour it began, {@code held} since. */
  record PauseAnswer(String source, String element, Instant since, int deletions, long held) {}

  @Summary("Elements that a source deletes more often than usual")
  @GetMapping
  List<PauseAnswer> pauses() {
    return parts.deletions().pauses().stream()
        .map(
            pause ->
                new PauseAnswer(
                    pause.field().source(),
                    pause.field().element(),
                    pause.since(),
                    pause.deletions(),
                    pause.held()))
        .toList();
  }

  /** What may be deleted again, and why. */
  record AllowRequest(String source, String element, @Nullable String reason) {}

  /** What may be deleted from now on. */
  record AllowAnswer(String source, String element) {}

  @Summary("Lets a source delete an element again")
  @PostMapping("/allow")
  AllowAnswer allow(@RequestBody AllowRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return Audited.change(
        parts,
        caller,
        "deletions-allow",
        request.source() + " " + request.element() + ": " + reason,
        () -> {
          parts
              .deletions()
              .allow(
                  request.source(),
                  request.element(),
                  caller.getName(),
                  reason,
                  parts.clock().instant());
          return new AllowAnswer(request.source(), request.element());
        });
  }
}
