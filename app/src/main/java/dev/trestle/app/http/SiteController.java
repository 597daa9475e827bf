package dev.trestle.app.http;

import dev.trestle.app.site.SiteActivation;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteDifference;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
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

/** The site of the running Trestle, for who may administer. Every call is audited. */
@RestController
@RequestMapping("/api/site")
class SiteController {
  private final HttpParts parts;

  SiteController(HttpParts parts) {
    this.parts = parts;
  }

  /** A version with its files. */
  record VersionAnswer(String hash, List<SiteText> files) {}

  @Summary("The active version of the site with its files")
  @GetMapping
  VersionAnswer active(Principal caller) {
    return show(Optional.empty(), caller);
  }

  @Summary("A version of the site with its files")
  @GetMapping("/{hash}")
  VersionAnswer version(@PathVariable String hash, Principal caller) {
    return show(Optional.of(hash), caller);
  }

  private VersionAnswer show(Optional<String> hash, Principal caller) {
    SiteVersion version = parts.site().version(hash);
    audit("site-show", SUCCESS, version.hash(), caller);
    return new VersionAnswer(version.hash(), version.texts());
  }

  /** A line of the ledger. */
  record ActivationAnswer(
      long id,
      String hash,
      Instant at,
      String actor,
      String reason,
      String kind,
      SiteActivation.@Nullable Replayed replay) {
    static ActivationAnswer of(SiteActivation activation) {
      return new ActivationAnswer(
          activation.id(),
          activation.hash(),
          activation.at(),
          activation.actor(),
          activation.reason(),
          activation.kind().name().toLowerCase(Locale.ROOT),
          activation.replay().orElse(null));
    }
  }

  @Summary("Versions of the site and when they were active")
  @GetMapping("/history")
  List<ActivationAnswer> history(Principal caller) {
    audit("site-history", SUCCESS, "", caller);
    return parts.site().history().stream().map(ActivationAnswer::of).toList();
  }

  /** The files of a site, and why it is activated. */
  record ActivateRequest(List<SiteText> files, String reason) {}

  /** The version to go back to, or null for the one before; and why. */
  record RollbackRequest(@Nullable String to, String reason) {}

  /** What was changed, value by value, what was done for it, and the replay it had before. */
  record ActivatedAnswer(
      String hash,
      @Nullable String before,
      List<SiteDifference.Change> changes,
      List<String> steps,
      SiteActivation.@Nullable Replayed replay) {
    static ActivatedAnswer of(SiteControl.Activated done) {
      return new ActivatedAnswer(
          done.hash(),
          done.before().orElse(null),
          done.changes(),
          done.steps(),
          done.replay().orElse(null));
    }
  }

  @Summary("Checks a site and makes it the active one")
  @PostMapping("/activate")
  ActivatedAnswer activate(@RequestBody ActivateRequest request, Principal caller) {
    String reason = reason(request.reason());
    return audited(
        "site-activate",
        reason,
        caller,
        () -> parts.site().activate(request.files(), caller.getName(), reason));
  }

  @Summary("Goes back to the version before")
  @PostMapping("/rollback")
  ActivatedAnswer rollback(@RequestBody RollbackRequest request, Principal caller) {
    String reason = reason(request.reason());
    return audited(
        "site-rollback",
        reason,
        caller,
        () -> parts.site().rollback(Optional.ofNullable(request.to()), caller.getName(), reason));
  }

  private static String reason(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A change of the site needs a reason");
    }
    return reason;
  }

  private static final int SUCCESS = 0;
  private static final int FAILED = 8;

  /** What is refused is audited too. */
  private ActivatedAnswer audited(
      String action,
      String reason,
      Principal caller,
      java.util.function.Supplier<SiteControl.Activated> change) {
    try {
      SiteControl.Activated done = change.get();
      String replay =
          done.replay().map(SiteActivation.Replayed::words).orElse(SiteActivation.NOT_REPLAYED);
      audit(action, SUCCESS, done.hash() + " (" + replay + "): " + reason, caller);
      return ActivatedAnswer.of(done);
    } catch (TrestleException refused) {
      audit(action, FAILED, refused.code() + ": " + reason, caller);
      throw refused;
    }
  }

  private void audit(String action, int outcome, String detail, Principal caller) {
    Audited.record(parts, caller.getName(), action, outcome, List.of(), detail);
  }
}
