package dev.trestle.app.http;

import dev.trestle.app.security.PersonView;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which programs may call the API. The text of a token is shown once, when it is made. */
@RestController
@RequestMapping("/api/tokens")
class TokensController {
  private static final int LONGEST_DAYS = 366;

  /** It stands in addresses, logs and the audit. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,80}");

  private final HttpParts parts;

  TokensController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * A token without its text.
   *
   * @param revokedAt null while nobody has taken it back
   * @param valid neither ended nor taken back
   */
  record IssuedAnswer(
      String name,
      List<String> roles,
      String personView,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant revokedAt,
      boolean valid) {}

  @Summary("Tokens that were made, newest first")
  @GetMapping
  List<IssuedAnswer> list() {
    Instant now = parts.clock().instant();
    return parts.tokens().all().stream().map(token -> answer(token, now)).toList();
  }

  private static IssuedAnswer answer(TokenStore.Issued token, Instant now) {
    return new IssuedAnswer(
        token.name(),
        List.of(token.roles().split(",")),
        token.personView(),
        token.createdAt(),
        token.expiresAt(),
        token.revokedAt().orElse(null),
        token.revokedAt().isEmpty() && token.expiresAt().isAfter(now));
  }

  /**
   * A token to be made.
   *
   * @param roles as in {@link Role#id()}
   * @param personView which records it is shown as one person ({@link PersonView#id()}); {@code
   *     linked} when it is left out
   */
  record TokenRequest(
      @Nullable String name, @Nullable List<String> roles, int days, @Nullable String personView) {}

  /** The text of a token; it is shown this once. */
  record TokenAnswer(String token) {
    @Override
    public String toString() {
      return "TokenAnswer[]";
    }
  }

  @Summary("Makes a token for a program")
  @PostMapping
  TokenAnswer create(@RequestBody TokenRequest request, Principal caller) {
    String name = request.name() == null ? "" : request.name();
    List<String> wanted = request.roles() == null ? List.of() : request.roles();
    if (!NAME.matcher(name).matches()
        || wanted.isEmpty()
        || request.days() < 1
        || request.days() > LONGEST_DAYS) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A token has roles, is valid for 1 to 366 days, and its name has at most 80 letters,"
              + " digits, dots, hyphens, underscores");
    }
    if (name.equals(TokenStore.LOCAL)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "This platform's own commands have a token of that name");
    }
    PersonView view =
        request.personView() == null ? PersonView.LINKED : PersonViews.named(request.personView());
    List<Role> roles;
    try {
      roles = wanted.stream().map(Role::of).toList();
    } catch (IllegalArgumentException e) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, String.valueOf(e.getMessage()), e);
    }
    return Audited.change(
        parts,
        caller,
        "token-create",
        "%s: %s for %d days, persons %s"
            .formatted(name, String.join(",", wanted), request.days(), view.id()),
        () ->
            new TokenAnswer(
                parts.tokens().create(name, roles, view, Duration.ofDays(request.days()))));
  }

  /** How many tokens of a name were taken back. */
  record RevokedAnswer(String name, int revoked) {}

  @Summary("Takes back every token of a name, at once")
  @PostMapping("/{name}/revoke")
  RevokedAnswer revoke(@PathVariable String name, Principal caller) {
    return Audited.change(
        parts,
        caller,
        "token-revoke",
        name,
        () -> {
          if (name.equals(TokenStore.LOCAL)) {
            throw new TrestleException(
                ProblemCode.REQUEST_INVALID,
                "This platform's own commands use it; it is another one after each start");
          }
          int revoked = parts.tokens().revoke(name);
          if (revoked == 0) {
            throw new TrestleException(
                ProblemCode.NOT_FOUND, "No token of that name can still be taken back");
          }
          return new RevokedAnswer(name, revoked);
        });
  }
}
