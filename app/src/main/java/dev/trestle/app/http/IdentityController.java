package dev.trestle.app.http;

import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.identity.match.Standing;
import dev.trestle.identity.resolve.Resolver;
import dev.trestle.identity.review.AnswerStep;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which source records are one person, and the undoing of it. Ids only; the reason that a person
 * gave, which may name somebody, is for the role steward.
 */
@RestController
@RequestMapping("/api/identity")
class IdentityController {
  private static final String PATIENT = "Patient/";
  private static final String LAST = Long.MAX_VALUE + "";
  private final HttpParts parts;

  IdentityController(HttpParts parts) {
    this.parts = parts;
  }

  /** A link by the ids of its two Patients; {@code made}: no "not the same" stands against it. */
  record LinkAnswer(
      long id,
      Instant at,
      String kind,
      String survivor,
      String retired,
      long seq,
      String actor,
      String reason,
      boolean made) {
    @Override
    public String toString() {
      return "LinkAnswer[" + id + "]";
    }
  }

  @Summary("Links that stand between records, newest first")
  @GetMapping("/links")
  List<LinkAnswer> links(
      @RequestParam(defaultValue = LAST) long below, HttpServletRequest request) {
    return answers(parts.identity().links().links(below), request);
  }

  private List<LinkAnswer> answers(List<Link> links, HttpServletRequest request) {
    boolean steward = request.isUserInRole("STEWARD");
    Map<Long, UUID> ids =
        parts
            .identity()
            .persons()
            .ids(
                links.stream()
                    .flatMap(link -> Stream.of(link.survivorRid(), link.retiredRid()))
                    .collect(Collectors.toSet()));
    return links.stream()
        .map(
            link ->
                new LinkAnswer(
                    link.id(),
                    link.at(),
                    link.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    reference(ids, link.survivorRid()),
                    reference(ids, link.retiredRid()),
                    link.seq(),
                    link.actor(),
                    steward || link.kind() != LinkKind.TOGETHER ? link.reason() : "",
                    link.made()))
        .toList();
  }

  static String reference(Map<Long, UUID> ids, long rid) {
    UUID id = ids.get(rid);
    return id == null ? "" : PATIENT + id;
  }

  /** Two Patients, as ids or references, and why they are one person. */
  record LinkRequest(String first, String second, @Nullable String reason) {
    @Override
    public String toString() {
      return "LinkRequest[]";
    }
  }

  /** What was decided about which Patients: {@code proposed} waits for a second person. */
  record DecisionAnswer(String decision, List<String> patients, String step) {}

  @Summary("Puts two records together as one person")
  @PostMapping("/links")
  DecisionAnswer link(@RequestBody LinkRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    Member first = member(request.first());
    Member second = member(request.second());
    AnswerStep step = new IdentityDecisions(parts).link(first, second, reason, caller);
    return new DecisionAnswer(
        "link", List.of(PATIENT + first.id(), PATIENT + second.id()), step.id());
  }

  private Member member(@Nullable String patient) {
    UUID id = id(patient);
    return person(id).records().stream()
        .filter(record -> record.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static UUID id(@Nullable String patient) {
    String text = String.valueOf(patient);
    return PatientOf.uuid(text.startsWith(PATIENT) ? text.substring(PATIENT.length()) : text)
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.REQUEST_INVALID, "A Patient is named by its id or Patient/id"));
  }

  private Person person(UUID id) {
    return parts
        .identity()
        .persons()
        .find(id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no person " + id));
  }

  /** Why a link is taken apart. */
  record UnlinkRequest(@Nullable String reason) {
    @Override
    public String toString() {
      return "UnlinkRequest[]";
    }
  }

  /** The link that was taken apart. */
  record UnlinkAnswer(long id, String decision) {}

  @Summary("Takes a link apart")
  @PostMapping("/links/{id}/unlink")
  UnlinkAnswer unlink(@PathVariable long id, @RequestBody UnlinkRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    new IdentityDecisions(parts).unlink(id, reason, caller);
    return new UnlinkAnswer(id, "unlink");
  }

  /**
   * Who read the linked view while it stood; {@code complete} is false when there was too much to
   * look through.
   */
  record ReadersAnswer(
      Instant from, Instant to, boolean complete, List<LinkedReadStore.Event> events) {}

  @Summary("Who was shown the linked view while it stood")
  @GetMapping("/links/{id}/readers")
  ReadersAnswer readers(@PathVariable long id, Principal caller) {
    LinkStore.Period period =
        parts
            .identity()
            .links()
            .period(id)
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There was no link " + id));
    Instant to = period.ended().orElseGet(parts.clock()::instant);
    Set<UUID> first = records(period.survivorRid());
    Set<UUID> second = records(period.retiredRid());
    LinkedReadStore.Found found = parts.linkedReads().find(first, second, period.begun(), to);
    IdentityAudit.record(parts, "identity-readers", List.of(), "link " + id, caller);
    return new ReadersAnswer(period.begun(), to, found.complete(), found.events());
  }

  private Set<UUID> records(long rid) {
    UUID id = parts.identity().persons().ids(Set.of(rid)).get(rid);
    return id == null
        ? Set.of()
        : person(id).records().stream().map(Member::id).collect(Collectors.toSet());
  }

  /** A source record; {@code standing} says whether it takes part in comparing. */
  record RecordAnswer(String patient, String standing) {}

  /**
   * A person; {@code id} is the present one, whatever id was asked for.
   *
   * @param relatives records that people said to be of one household with this one, not the same
   */
  record PersonAnswer(
      String id,
      boolean provisional,
      List<RecordAnswer> records,
      List<LinkAnswer> links,
      List<String> relatives) {}

  @Summary("The records and links of a person")
  @GetMapping("/persons/{id}")
  PersonAnswer person(@PathVariable String id, HttpServletRequest request, Principal caller) {
    Person person = person(id(id));
    IdentityAudit.record(
        parts,
        "identity-person",
        person.records().stream().map(Member::id).toList(),
        "person " + person.id(),
        caller);
    Set<Long> rids = person.records().stream().map(Member::rid).collect(Collectors.toSet());
    return new PersonAnswer(
        person.id().toString(),
        person.provisional(),
        person.records().stream()
            .map(
                record ->
                    new RecordAnswer(
                        PATIENT + record.id(),
                        Standing.of(record.standing()).name().toLowerCase(Locale.ROOT)))
            .toList(),
        answers(parts.identity().links().linksOf(rids), request),
        relatives(rids));
  }

  private List<String> relatives(Set<Long> rids) {
    Set<Long> relatives = parts.identity().decisions().relatives(rids);
    return relatives.isEmpty()
        ? List.of()
        : parts.identity().persons().ids(relatives).values().stream()
            .map(id -> PATIENT + id)
            .sorted()
            .toList();
  }

  /** An identifier that joined a source record; the identifier itself is not shown. */
  record AliasAnswer(long id, Instant at, long seq, String actor, String reason) {}

  @Summary("Identifiers that joined a record")
  @GetMapping("/patients/{id}/aliases")
  List<AliasAnswer> aliases(
      @PathVariable String id, @RequestParam(defaultValue = LAST) long below, Principal caller) {
    Member member = member(id);
    IdentityAudit.record(parts, "identity-aliases", List.of(member.id()), "aliases", caller);
    return parts.identity().links().aliases(member.rid(), below).stream()
        .map(
            one ->
                new AliasAnswer(
                    one.id(), one.at(), one.seq(), one.actor(), "named together in one message"))
        .toList();
  }

  /** A retired identifier in use: the Patient it is of, who goes on, the first message under it. */
  record RetiredAnswer(String patient, String survivor, long seq, Instant at) {}

  @Summary("Identifiers that were merged away and speak again")
  @GetMapping("/retired")
  List<RetiredAnswer> retired(@RequestParam(defaultValue = LAST) long below) {
    List<LinkStore.RetiredUse> uses = parts.identity().links().retiredUses(below);
    Map<Long, UUID> ids =
        parts
            .identity()
            .persons()
            .ids(
                uses.stream()
                    .flatMap(use -> Stream.of(use.rid(), use.survivor()))
                    .collect(Collectors.toSet()));
    return uses.stream()
        .map(
            use ->
                new RetiredAnswer(
                    reference(ids, use.rid()), reference(ids, use.survivor()), use.seq(), use.at()))
        .toList();
  }

  @Summary("State of the resolver")
  @GetMapping("/status")
  Resolver.State status() {
    return parts.identity().state().get();
  }
}
