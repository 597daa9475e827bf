package dev.trestle.app.http;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.User;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
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

/** The people of the console, for who may administer; every change is audited. */
@RestController
@RequestMapping("/api/users")
class UsersController {
  private final HttpParts parts;

  UsersController(HttpParts parts) {
    this.parts = parts;
  }

  /** A person; roles as in {@link Role#id()}. */
  record UserAnswer(String name, List<String> roles, boolean enabled, Instant changedAt) {
    static UserAnswer of(User user) {
      return new UserAnswer(
          user.name(),
          user.roles().stream().map(Role::id).toList(),
          user.enabled(),
          user.changedAt());
    }
  }

  @Summary("People of the console")
  @GetMapping
  List<UserAnswer> list() {
    return parts.users().all().stream().map(UserAnswer::of).toList();
  }

  /** Who is to be made; for a change of roles the name may be missing. */
  record UserRequest(@Nullable String name, @Nullable List<String> roles) {}

  /** A generated password; it is shown this once. */
  record PasswordAnswer(String name, String password) {
    @Override
    public String toString() {
      return "PasswordAnswer[]";
    }
  }

  @Summary("Adds a person; the answer has the first password")
  @PostMapping
  PasswordAnswer create(@RequestBody UserRequest request, Principal caller) {
    String name = String.valueOf(request.name());
    List<Role> roles = roles(request);
    String password =
        Audited.change(
            parts,
            caller,
            "user-create",
            name + " " + request.roles(),
            () -> parts.users().create(name, roles));
    return new PasswordAnswer(name, password);
  }

  @Summary("Gives a person a new password")
  @PostMapping("/{name}/password")
  PasswordAnswer reset(@PathVariable String name, Principal caller) {
    String password =
        Audited.change(parts, caller, "user-password-reset", name, () -> parts.users().reset(name));
    return new PasswordAnswer(name, password);
  }

  /** What was done to whom. */
  record ChangeAnswer(String name, String change) {}

  @Summary("Changes the roles of a person")
  @PostMapping("/{name}/roles")
  ChangeAnswer roles(
      @PathVariable String name, @RequestBody UserRequest request, Principal caller) {
    List<Role> roles = roles(request);
    return Audited.change(
        parts,
        caller,
        "user-roles",
        name + " " + request.roles(),
        () -> {
          parts.users().roles(name, roles);
          return new ChangeAnswer(name, "roles");
        });
  }

  @Summary("Lets a person sign in again")
  @PostMapping("/{name}/enable")
  ChangeAnswer enable(@PathVariable String name, Principal caller) {
    return enabled(name, true, caller);
  }

  @Summary("Lets a person no longer sign in")
  @PostMapping("/{name}/disable")
  ChangeAnswer disable(@PathVariable String name, Principal caller) {
    return enabled(name, false, caller);
  }

  private ChangeAnswer enabled(String name, boolean enabled, Principal caller) {
    String change = enabled ? "enable" : "disable";
    return Audited.change(
        parts,
        caller,
        "user-" + change,
        name,
        () -> {
          parts.users().enabled(name, enabled);
          return new ChangeAnswer(name, change);
        });
  }

  private static List<Role> roles(UserRequest request) {
    try {
      List<String> roles = request.roles();
      return roles == null ? List.of() : roles.stream().map(Role::of).toList();
    } catch (IllegalArgumentException e) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
