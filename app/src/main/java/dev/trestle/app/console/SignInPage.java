package dev.trestle.app.console;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person signs in. */
@Controller
class SignInPage {
  @GetMapping("/")
  String root() {
    return "redirect:" + ConsoleConfiguration.PATH + "/";
  }

  @GetMapping(ConsoleConfiguration.PATH + "/sign-in")
  String form(@RequestParam java.util.Map<String, String> why, Model model) {
    model.addAttribute("notice", notice(why));
    return "sign-in";
  }

  /** What a role does not allow leads here, and so does a form that is not ours or too old. */
  @RequestMapping(ConsoleConfiguration.PATH + "/refused")
  String refused() {
    throw new TrestleException(
        ProblemCode.FORBIDDEN,
        "Your roles do not allow this, or the page was too old: load it anew");
  }

  /** Whatever no page is at. */
  @GetMapping({ConsoleConfiguration.PATH, ConsoleConfiguration.PATH + "/{*path}"})
  String nothing() {
    throw new TrestleException(ProblemCode.NOT_FOUND, "There is no such page");
  }

  private static String notice(java.util.Map<String, String> why) {
    if (why.containsKey("wrong")) {
      return "Name and password do not go together.";
    }
    if (why.containsKey("closed")) {
      return "Too many wrong passwords. Try again in a few minutes.";
    }
    if (why.containsKey("over")) {
      return "Your session has ended. Sign in again.";
    }
    if (why.containsKey("out")) {
      return "You have signed out.";
    }
    return "";
  }
}
