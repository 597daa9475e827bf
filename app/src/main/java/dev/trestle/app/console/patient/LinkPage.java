package dev.trestle.app.console.patient;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.evidence.EvidenceBars;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.IdentityDecisions;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.resolve.Matching.Candidate;
import dev.trestle.identity.review.AnswerStep;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Puts two records together by a person's word: who may be meant, and what it would come to before
 * it is done. Patient data, audited.
 */
@Controller
public class LinkPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/patients/{id}/link";

  /** Less is not worth a line. */
  private static final double LEAST = 0.01;

  private static final int CANDIDATES = 10;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final HttpParts parts;
  private final Decisions decisions;

  LinkPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * Somebody who may be the same person.
   *
   * @param outcome what two records of this evidence come to by themselves
   */
  record Likely(PatientLine patient, double probability, String outcome) {
    @Override
    public String toString() {
      return "Likely[" + probability + "]";
    }
  }

  /**
   * Whom it could be linked with.
   *
   * @param other id of a record, or the address of its page: leads to the preview
   */
  @GetMapping(PATH)
  String choose(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String other,
      Model model,
      Principal who) {
    Matcher named = ID.matcher(other);
    if (named.find()) {
      return "redirect:" + ConsoleConfiguration.PATH + "/patients/" + id + "/link/" + named.group();
    }
    if (!other.isBlank()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "That is neither the id of a record nor the address of one");
    }
    Resource patient = patient(id);
    Set<Long> own = parts.identity().links().with(patient.rid());
    List<Candidate> candidates =
        parts.identity().matching().candidates(patient.json(), LEAST).stream()
            .filter(one -> !own.contains(one.rid()))
            .limit(CANDIDATES)
            .toList();
    Map<Long, Resource> found = new HashMap<>();
    parts
        .reader()
        .readAll(candidates.stream().map(Candidate::rid).toList())
        .forEach(one -> found.put(one.rid(), one));
    List<Likely> likely = new ArrayList<>();
    for (Candidate one : candidates) {
      Resource record = found.get(one.rid());
      if (record != null) {
        likely.add(
            new Likely(
                PatientLine.of(record),
                one.assessment().posterior(),
                parts.identity().matching().outcome(one.assessment()).words()));
      }
    }
    decisions.audit("patient-link-candidates", "Patient/" + id, ids(id, found.values()), who);
    model.addAttribute("patient", PatientLine.of(patient));
    model.addAttribute("likely", likely);
    return "link";
  }

  private static List<UUID> ids(String id, Iterable<Resource> others) {
    Set<UUID> ids = new TreeSet<>(Set.of(UUID.fromString(id)));
    others.forEach(one -> ids.add(UUID.fromString(one.id())));
    return List.copyOf(ids);
  }

  /** What the link would come to. */
  @GetMapping(PATH + "/{other}")
  String preview(@PathVariable String id, @PathVariable String other, Model model, Principal who) {
    List<Resource> both = List.of(patient(id), patient(other));
    Set<Long> first = parts.identity().links().with(both.get(0).rid());
    Set<Long> rids = new TreeSet<>(first);
    rids.addAll(parts.identity().links().with(both.get(1).rid()));
    List<Resource> all = parts.reader().readAll(List.copyOf(rids));
    decisions.audit("patient-link-preview", "Patient/" + other, ids(id, all), who);
    Optional<Assessment> seen =
        parts.identity().matching().explain(both.get(0).rid(), both.get(1).rid());
    model.addAttribute("id", id);
    model.addAttribute("other", other);
    model.addAttribute("linked", first.contains(both.get(1).rid()));
    model.addAttribute("rows", SideBySide.of(both));
    model.addAttribute("records", PatientLine.of(all));
    model.addAttribute("evidence", seen);
    model.addAttribute(
        "bars", seen.map(parts.identity().matching()::waterfall).map(EvidenceBars::of));
    return "link-preview";
  }

  @PostMapping(PATH)
  String link(
      @PathVariable String id,
      @RequestParam String other,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash) {
    String why = Decisions.reason(reason);
    AnswerStep step = new IdentityDecisions(parts).link(member(id), member(other), why, who);
    flash.addFlashAttribute(
        "notice",
        step == AnswerStep.PROPOSED
            ? "The link is proposed. Somebody else has to agree, under Reviews."
            : "The two records are one person.");
    return "redirect:" + ConsoleConfiguration.PATH + "/patients/" + id;
  }

  private Resource patient(String id) {
    return parts
        .reader()
        .read("Patient", id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such patient"));
  }

  private Member member(String id) {
    Resource patient = patient(id);
    return parts
        .identity()
        .persons()
        .find(UUID.fromString(patient.id()))
        .flatMap(
            person ->
                person.records().stream().filter(one -> one.rid() == patient.rid()).findFirst())
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "The record came just now: try again in a second"));
  }
}
