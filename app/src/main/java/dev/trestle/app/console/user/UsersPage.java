package dev.trestle.app.console.user;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.User;
import dev.trestle.app.security.Users;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who may sign in and with which roles; and one's own password. */
@Controller
public class UsersPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/people";
  private static final String OWN = ConsoleConfiguration.PATH + "/password";
  private static final int SHOWN = 100;
  private final HttpParts parts;
  private final Decisions decisions;

  UsersPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String list(@RequestParam(defaultValue = "") String from, Model model) {
    List<User> people = parts.users().from(from.strip(), SHOWN + 1);
    model.addAttribute("from", from.strip());
    model.addAttribute("people", people.subList(0, Math.min(SHOWN, people.size())));
    model.addAttribute("next", people.stream().skip(SHOWN).map(User::name).findFirst());
    model.addAttribute("roles", roles());
    return "people";
  }

  /** Tokens read FHIR; people do not sign in for that. */
  private static List<Role> roles() {
    return List.of(Role.values()).stream().filter(role -> role != Role.FHIR_READ).toList();
  }

  @PostMapping(PATH)
  String create(
      @RequestParam String name,
      @RequestParam(defaultValue = "") List<Role> role,
      Principal who,
      RedirectAttributes flash) {
    String password =
        decisions.change(
            "user-create",
            name.strip() + " " + text(role),
            who,
            () -> parts.users().create(name.strip(), role));
    flash.addFlashAttribute("secret", name.strip() + ": " + password);
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{name}/password")
  String reset(@PathVariable String name, Principal who, RedirectAttributes flash) {
    String password =
        decisions.change("user-password-reset", name, who, () -> parts.users().reset(name));
    flash.addFlashAttribute("secret", name + ": " + password);
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{name}/roles")
  String roles(
      @PathVariable String name,
      @RequestParam(defaultValue = "") List<Role> role,
      Principal who,
      RedirectAttributes flash) {
    decisions.change(
        "user-roles",
        name + " " + text(role),
        who,
        () -> {
          notOneself(name, who);
          parts.users().roles(name, role);
        });
    flash.addFlashAttribute("notice", name + " has the roles " + text(role) + ".");
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{name}/{state:enable|disable}")
  String enabled(
      @PathVariable String name,
      @PathVariable String state,
      Principal who,
      RedirectAttributes flash) {
    decisions.change(
        "user-" + state,
        name,
        who,
        () -> {
          notOneself(name, who);
          parts.users().enabled(name, state.equals("enable"));
        });
    flash.addFlashAttribute("notice", name + " is " + state + "d.");
    return "redirect:" + PATH;
  }

  /** The last administrator must not lock everybody out. */
  private static void notOneself(String name, Principal who) {
    if (name.equals(who.getName())) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "Another administrator has to change your own roles");
    }
  }

  private static String text(List<Role> roles) {
    return roles.stream().map(Role::id).collect(Collectors.joining(", "));
  }

  @GetMapping(OWN)
  String own(Model model) {
    model.addAttribute("least", Users.PASSWORD_CHARACTERS);
    return "password";
  }

  /** Ends the session: the person signs in with the new password. */
  @PostMapping(OWN)
  String change(@RequestParam String present, @RequestParam String password, Principal who) {
    decisions.change(
        "user-password-change",
        who.getName(),
        who,
        () -> {
          if (parts.users().signIn(who.getName(), present) != Users.SignIn.RIGHT) {
            throw new TrestleException(
                ProblemCode.REQUEST_INVALID, "The present password is another one");
          }
          parts.users().change(who.getName(), password);
        });
    return "redirect:" + ConsoleConfiguration.PATH + "/sign-in?over";
  }
}
