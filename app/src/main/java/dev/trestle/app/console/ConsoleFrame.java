package dev.trestle.app.console;

import dev.trestle.app.http.HttpParts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows around its content. */
@ControllerAdvice(basePackageClasses = ConsoleFrame.class)
class ConsoleFrame {
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("", "Overview", "o", "OPERATE STEWARD ANALYZE ADMINISTER"),
          new Entry("feeds", "Feeds", "f", "OPERATE STEWARD ANALYZE ADMINISTER"),
          new Entry("messages", "Messages", "m", "OPERATE STEWARD ANALYZE ADMINISTER"),
          new Entry("exceptions", "Exceptions", "e", "OPERATE STEWARD ANALYZE ADMINISTER"),
          new Entry("patients", "Search", "s", "STEWARD"),
          new Entry("reviews", "Reviews", "r", "OPERATE STEWARD ANALYZE ADMINISTER"),
          new Entry("impact", "Impact", "i", "OPERATE STEWARD ADMINISTER"),
          new Entry("signoffs", "Sign-offs", "n", "STEWARD ADMINISTER"),
          new Entry("site", "Site", "v", "ADMINISTER"),
          new Entry("audit", "Audit", "a", "AUDIT"),
          new Entry("people", "People", "p", "ADMINISTER"));

  private final HttpParts parts;

  ConsoleFrame(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * A page of the menu.
   *
   * @param path below the console
   * @param key opens it after {@code g}
   * @param roles who sees it: one of these
   */
  record Entry(String path, String title, String key, String roles) {
    public String href() {
      return ConsoleConfiguration.PATH + "/" + path;
    }

    boolean isFor(HttpServletRequest request) {
      return Arrays.stream(roles.split(" ")).anyMatch(request::isUserInRole);
    }

    boolean holds(String uri) {
      return path.isEmpty() ? uri.equals(href()) : uri.startsWith(href());
    }
  }

  @ModelAttribute
  void frame(Model model, HttpServletRequest request) {
    String uri = request.getRequestURI();
    List<Entry> entries = ENTRIES.stream().filter(entry -> entry.isFor(request)).toList();
    model.addAttribute("menu", entries);
    model.addAttribute(
        "here",
        entries.stream().filter(e -> e.holds(uri)).map(Entry::path).findFirst().orElse("-"));
    model.addAttribute(
        "who", request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName());
    model.addAttribute("idleSeconds", SessionRules.IDLE.toSeconds());
    model.addAttribute("times", new Times(parts.clock().instant()));
    model.addAttribute("prose", new Prose());
    model.addAttribute("steward", request.isUserInRole("STEWARD"));
    model.addAttribute("analyst", request.isUserInRole("ANALYZE"));
    model.addAttribute("operator", request.isUserInRole("OPERATE"));
    model.addAttribute("auditor", request.isUserInRole("AUDIT"));
    model.addAttribute("administrator", request.isUserInRole("ADMINISTER"));
  }
}
