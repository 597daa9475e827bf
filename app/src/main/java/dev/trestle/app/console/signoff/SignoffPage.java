package dev.trestle.app.console.signoff;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.MessageView;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.signoff.Compared;
import dev.trestle.app.signoff.Signoff;
import dev.trestle.app.signoff.SignoffItem;
import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.signoff.Standing;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.SourceName;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Sign-offs of mappings. Lists hold no patient data; an item shows the message beside its chart,
 * for stewards, and each look is recorded.
 */
@Controller
public class SignoffPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/signoffs";
  private static final String ITEM = PATH + "/{id}/items/{item}";
  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView view;

  SignoffPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.view = new MessageView(parts.messages());
  }

  /** A sign-off as a list shows it. */
  public record Row(Signoff signoff, Standing standing) {}

  /** The last sign-off of each feed. */
  public static List<Row> lastOfEachFeed(HttpParts parts) {
    Signoffs signoffs = parts.stored().signoffs();
    Map<String, Row> last = new TreeMap<>();
    for (Signoff each : signoffs.list()) {
      last.computeIfAbsent(each.source(), feed -> new Row(each, signoffs.standing(each)));
    }
    return List.copyOf(last.values());
  }

  @GetMapping(PATH)
  String list(Model model, Principal who) {
    decisions.audit("signoff-show", "", who);
    model.addAttribute(
        "rows", signoffs().list().stream().map(each -> new Row(each, standing(each))).toList());
    return "signoffs";
  }

  @GetMapping(PATH + "/{id}")
  String one(@PathVariable long id, Model model, Principal who) {
    decisions.audit("signoff-show", "sign-off " + id, who);
    Signoff found = signoffs().find(id);
    Map<Integer, Compared> now =
        signoffs().compare(found).stream().collect(Collectors.toMap(Compared::item, each -> each));
    model.addAttribute("signoff", found);
    model.addAttribute("standing", standing(found));
    model.addAttribute("now", now);
    model.addAttribute("rules", signoffs().rulesThatDiffer(found));
    return "signoff";
  }

  /** The message beside its chart: patient data. */
  @GetMapping(ITEM)
  String item(@PathVariable long id, @PathVariable int item, Model model, Principal who) {
    Signoffs.Shown shown = signoffs().show(id, item);
    decisions.entry("message-signoff", shown.item().seq(), "sign-off " + id + " item " + item, who);
    Signoff signoff = shown.signoff();
    model.addAttribute("signoff", signoff);
    model.addAttribute("standing", standing(signoff));
    model.addAttribute("item", shown.item());
    model.addAttribute("asBegun", shown.asBegun());
    model.addAttribute("chart", shown.chart());
    model.addAttribute(
        "view", view.of(shown.site(), SourceName.parse(signoff.source()), shown.raw()));
    return "signoff-item";
  }

  @PostMapping(ITEM + "/decide")
  String decide(
      @PathVariable long id,
      @PathVariable int item,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam(defaultValue = "0") long after,
      Principal who,
      RedirectAttributes flash) {
    Signoff done =
        decisions.change(
            "signoff-decide",
            "sign-off "
                + id
                + " item "
                + item
                + (answer.equals("approve") ? ": approve" : ": reject"),
            who,
            () -> signoffs().decide(id, item, isApproved(answer), comment, after, who.getName()));
    flash.addFlashAttribute("notice", "Item " + item + " is decided: " + done.words() + ".");
    OptionalInt next = next(done.items());
    return "redirect:" + PATH + "/" + id + (next.isPresent() ? "/items/" + next.getAsInt() : "");
  }

  private static boolean isApproved(String answer) {
    return switch (answer) {
      case "approve" -> true;
      case "reject" -> false;
      default ->
          throw new TrestleException(
              ProblemCode.REQUEST_INVALID, "An item is approved or rejected");
    };
  }

  private static OptionalInt next(List<SignoffItem> items) {
    return items.stream()
        .filter(each -> each.decision().isEmpty())
        .mapToInt(SignoffItem::number)
        .findFirst();
  }

  private Signoffs signoffs() {
    return parts.stored().signoffs();
  }

  private Standing standing(Signoff signoff) {
    return signoffs().standing(signoff);
  }
}
