package dev.trestle.app.http;

import dev.trestle.app.signoff.Compared;
import dev.trestle.app.signoff.Signoff;
import dev.trestle.app.signoff.SignoffItem;
import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clinical sign-offs of a mapping, without patient data: begun here, decided in the console by
 * people who signed in.
 */
@RestController
@RequestMapping("/api/site/signoffs")
class SignoffController {
  private final HttpParts parts;

  SignoffController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * What a pack is chosen of.
   *
   * @param files of a site; none: the active version
   * @param messages how many of the last are looked at
   * @param count how many items at most
   */
  record SignoffRequest(
      @Nullable List<SiteText> files,
      @Nullable String source,
      @Nullable Long messages,
      @Nullable Integer count) {}

  /** A sign-off in numbers. */
  record SignoffAnswer(
      long signoff,
      String source,
      String mapping,
      String site,
      String release,
      String actor,
      Instant at,
      String state,
      String standing,
      int items,
      long approved,
      long rejected,
      long looked,
      int features,
      int missed,
      List<String> deciders) {}

  /**
   * An item: a reference, and where it differs under the active site.
   *
   * @param now {@code same}, {@code differs}, {@code unknown}
   */
  record ItemAnswer(
      int item,
      long seq,
      String type,
      String decision,
      @Nullable String actor,
      @Nullable Instant at,
      String now,
      List<String> places) {}

  /**
   * A sign-off with its items.
   *
   * @param rules that the active mapping says otherwise; null when that cannot be told
   */
  record SignoffDetail(
      SignoffAnswer signoff, @Nullable List<String> rules, List<ItemAnswer> entries) {}

  @Summary("The last clinical sign-offs of mappings, newest first")
  @GetMapping
  List<SignoffAnswer> list(Principal caller) {
    Audited.done(parts, caller, "signoff-show", "");
    return parts.stored().signoffs().list().stream().map(this::answer).toList();
  }

  @Summary("A clinical sign-off: what was decided, and which entries differ under the active site")
  @GetMapping("/{id}")
  SignoffDetail show(@PathVariable long id, Principal caller) {
    Audited.done(parts, caller, "signoff-show", "sign-off " + id);
    Signoffs signoffs = parts.stored().signoffs();
    Signoff found = signoffs.find(id);
    Map<Integer, Compared> now =
        signoffs.compare(found).stream().collect(Collectors.toMap(Compared::item, each -> each));
    return new SignoffDetail(
        answer(found),
        signoffs.rulesThatDiffer(found).orElse(null),
        found.items().stream().map(item -> answer(item, now)).toList());
  }

  @Summary("Chooses a pack of stored messages for a sign-off; a line of JSON as it goes")
  @PostMapping
  void begin(@RequestBody SignoffRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    Signoffs.Question question = question(request);
    parts.stored().signoffs().check(question);
    ProgressLines lines = ProgressLines.begin(response);
    Signoff begun =
        Audited.change(
            parts,
            caller,
            "signoff-start",
            question.source() + ", at most " + question.count() + " items",
            () ->
                parts
                    .stored()
                    .signoffs()
                    .begin(
                        question,
                        caller.getName(),
                        (looked, of) ->
                            lines.line(node -> node.put("looked", looked).put("of", of))));
    lines.line(node -> node.put("done", true).put("signoff", begun.id()));
  }

  private static Signoffs.Question question(SignoffRequest request) {
    List<SiteText> files = request.files();
    return new Signoffs.Question(
        files == null || files.isEmpty()
            ? Optional.empty()
            : Optional.of(SiteVersion.of(files, "that was sent")),
        request.source() == null ? "" : request.source(),
        request.messages() == null ? Signoffs.MESSAGES : request.messages(),
        request.count() == null ? Signoffs.ITEMS : request.count());
  }

  private SignoffAnswer answer(Signoff found) {
    return new SignoffAnswer(
        found.id(),
        found.source(),
        found.mapping(),
        found.site(),
        found.release(),
        found.actor(),
        found.at(),
        found.state().id(),
        parts.stored().signoffs().standing(found).text(),
        found.items().size(),
        found.approved(),
        found.rejected(),
        found.looked(),
        found.features(),
        found.missed().size(),
        found.deciders());
  }

  private static ItemAnswer answer(SignoffItem item, Map<Integer, Compared> compared) {
    Compared now = compared.get(item.number());
    return new ItemAnswer(
        item.number(),
        item.seq(),
        item.type(),
        item.word(),
        item.decision().map(SignoffItem.Decision::actor).orElse(null),
        item.decision().map(SignoffItem.Decision::at).orElse(null),
        now == null ? Compared.Now.UNKNOWN.id() : now.now().id(),
        now == null ? List.of() : now.places());
  }
}
