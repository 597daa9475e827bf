package dev.trestle.app.http;

import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.Nearest;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.match.Waterfall;
import dev.trestle.identity.review.Decisions.Evidence;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why two records are one person or not: levels and bits, no value of either. */
@RestController
@RequestMapping("/api/identity/explain")
class ExplainController {
  private static final String PATIENT = "Patient/";
  private final HttpParts parts;

  ExplainController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * What stands between two records and what they come to.
   *
   * @param onePerson whether they are one person now, perhaps over others
   * @param link kind of the link that stands between the two; empty: none
   * @param outcome what two records of this evidence come to by themselves
   * @param now by the present model, of what is known now; null when one takes no part in comparing
   * @param decided what was compared when the link that stands was made; null when nothing was
   * @param nearest who else came nearest then; null when it was not kept
   */
  record Explanation(
      String first,
      String second,
      boolean onePerson,
      String link,
      String outcome,
      @Nullable Waterfall now,
      @Nullable Waterfall decided,
      @Nullable Candidate nearest) {}

  /**
   * Who came nearest to one of the two and was not taken for the same person.
   *
   * @param record empty: nobody came to 0.1
   * @param same probability that it is one person with one of the two
   */
  record Candidate(String record, double same) {}

  @Summary("Why two records are one person or not")
  @GetMapping
  Explanation explain(@RequestParam String first, @RequestParam String second, Principal caller) {
    Member one = member(first);
    Member other = member(second);
    IdentityAudit.record(
        parts, "identity-explain", List.of(one.id(), other.id()), "explain", caller);
    if (one.rid() == other.rid()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "That is one and the same record");
    }
    var matching = parts.identity().matching();
    Optional<Assessment> now = matching.explain(one.rid(), other.rid());
    Optional<Link> link = link(one.rid(), other.rid());
    Optional<Evidence> decided = link.flatMap(this::decided);
    return new Explanation(
        PATIENT + one.id(),
        PATIENT + other.id(),
        parts.identity().links().with(one.rid()).contains(other.rid()),
        link.map(found -> found.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .orElse(""),
        now.map(seen -> "It would " + matching.outcome(seen).words() + ".")
            .orElse(
                "Nothing is compared: one of them has no name, a temporary one, is a newborn or a"
                    + " test patient, or they are twins by birth order."),
        now.map(matching::waterfall).orElse(null),
        decided.map(Evidence::assessment).map(matching::waterfall).orElse(null),
        decided.flatMap(Evidence::nearest).map(this::candidate).orElse(null));
  }

  private Optional<Evidence> decided(Link link) {
    return Optional.ofNullable(
            parts.identity().decisions().evidence(Set.of(link.id())).get(link.id()))
        .filter(Evidence::whenMade);
  }

  private Candidate candidate(Nearest nearest) {
    UUID id = parts.identity().persons().ids(Set.of(nearest.rid())).get(nearest.rid());
    return new Candidate(id == null ? "" : PATIENT + id, nearest.same());
  }

  private Optional<Link> link(long first, long second) {
    return parts.identity().links().linksOf(Set.of(first)).stream()
        .filter(link -> link.survivorRid() == second || link.retiredRid() == second)
        .findFirst();
  }

  private Member member(String patient) {
    UUID id =
        PatientOf.uuid(patient.startsWith(PATIENT) ? patient.substring(PATIENT.length()) : patient)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID, "A Patient is named by its id or Patient/id"));
    return parts
        .identity()
        .persons()
        .find(id)
        .map(Person::records)
        .flatMap(records -> records.stream().filter(one -> one.id().equals(id)).findFirst())
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no record " + id));
  }
}
