package dev.trestle.app.http;

import dev.trestle.app.person.ChangeWaits;
import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.identity.link.LinkView;
import dev.trestle.identity.link.PersonChangeStore;
import dev.trestle.identity.link.PersonChangeStore.Change;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who went to another person: for applications that keep a copy, in FHIR's words and with what they
 * were shown that no longer belongs together; for operators as a list.
 */
@RestController
class PersonChangesController {
  /** Changes in one answer. */
  static final int PAGE_CHANGES = 100;

  /** The longest that a request may wait. */
  static final long LONGEST_WAIT_SECONDS = 60;

  /** What an answer may take when the time is over, before the server gives up. */
  private static final long GRACE_SECONDS = 30;

  private static final String PATH = "/fhir/Patient/$person-changes";
  private static final String ACTION = "person-changes";
  private static final String PATIENT = "Patient/";
  private final HttpParts parts;

  PersonChangesController(HttpParts parts) {
    this.parts = parts;
  }

  /** A change; persons by the id of their eldest record. */
  record ChangeAnswer(
      long id, Instant at, String patient, String from, String to, boolean parted) {}

  @Summary("Records that went to another person, in the order in which it took effect")
  @GetMapping("/api/identity/changes")
  List<ChangeAnswer> list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "linked") String view) {
    LinkView changing = PersonViews.changing(PersonViews.named(view));
    return parts.identity().changes().after(changing, after, PAGE_CHANGES).stream()
        .map(
            change ->
                new ChangeAnswer(
                    change.id(),
                    change.at(),
                    PATIENT + change.record(),
                    PATIENT + change.from(),
                    PATIENT + change.to(),
                    change.parted()))
        .toList();
  }

  /** Parameters: {@code change} for each, and {@code next}, to ask with the next time. */
  @GetMapping(value = PATH, params = "!wait")
  ResponseEntity<String> changes(@RequestParam(defaultValue = "0") long after, Principal caller) {
    return answer(PersonViews.changing(PersonViews.of(caller)), after, caller);
  }

  /**
   * The same as soon as there is a change, or without any when so many seconds are over. Meanwhile
   * the request holds neither a thread nor a connection of the database.
   */
  @GetMapping(value = PATH, params = "wait")
  DeferredResult<ResponseEntity<String>> awaited(
      @RequestParam(defaultValue = "0") long after, @RequestParam long wait, Principal caller) {
    if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "`wait` is a number of seconds from 0 to " + LONGEST_WAIT_SECONDS + ".");
    }
    LinkView view = PersonViews.changing(PersonViews.of(caller));
    DeferredResult<ResponseEntity<String>> result =
        new DeferredResult<>(TimeUnit.SECONDS.toMillis(wait + GRACE_SECONDS));
    if (wait == 0 || parts.identity().changes().last(view) > after) {
      result.setResult(answer(view, after, caller));
      return result;
    }
    ChangeWaits.Wait waiting =
        parts
            .identity()
            .waits()
            .await(
                caller.getName(),
                view,
                after,
                Duration.ofSeconds(wait),
                () -> give(result, view, after, caller));
    result.onCompletion(waiting::end);
    result.onTimeout(
        () ->
            result.setErrorResult(
                new TrestleException(
                    ProblemCode.DATABASE_UNAVAILABLE, "The changes could not be read in time.")));
    return result;
  }

  /** On a thread that serves no requests; a failure becomes the answer. */
  private void give(
      DeferredResult<ResponseEntity<String>> result, LinkView view, long after, Principal caller) {
    try {
      refuseIfRevoked(caller);
      result.setResult(answer(view, after, caller));
    } catch (RuntimeException failure) {
      result.setErrorResult(failure);
    }
  }

  /** A token may have been taken back while its request waited. */
  private void refuseIfRevoked(Principal caller) {
    boolean valid =
        caller instanceof BearerTokenAuthentication bearer
            && parts.tokens().find(bearer.getToken().getTokenValue()).isPresent();
    if (!valid) {
      throw new TrestleException(
          ProblemCode.UNAUTHENTICATED, "The token was taken back, or its time is over.");
    }
  }

  private ResponseEntity<String> answer(LinkView view, long after, Principal caller) {
    List<Change> changes = parts.identity().changes().after(view, after, PAGE_CHANGES);
    String text =
        FhirJson.text(
            answer -> {
              ArrayNode list = answer.put("resourceType", "Parameters").putArray("parameter");
              changes.forEach(change -> write(change, view, caller, list.addObject()));
              long last = changes.isEmpty() ? after : changes.get(changes.size() - 1).id();
              list.addObject().put("name", "next").put("valueString", Long.toString(last));
            });
    Audited.ofType(
        parts,
        caller,
        ACTION,
        "Patient",
        changes.stream().map(Change::record).distinct().toList(),
        Optional.empty());
    return ResponseEntity.ok().contentType(FhirJson.MEDIA_TYPE).body(text);
  }

  private void write(Change change, LinkView view, Principal caller, ObjectNode parameter) {
    ArrayNode part = parameter.put("name", "change").putArray("part");
    part.addObject().put("name", "number").put("valueString", Long.toString(change.id()));
    part.addObject().put("name", "at").put("valueInstant", change.at().toString());
    reference(part, "patient", change.record());
    reference(part, "from", change.from());
    reference(part, "to", change.to());
    if (change.parted()) {
      Shown shown = shown(change, view, caller);
      part.addObject().put("name", "parted").put("valueBoolean", true);
      if (shown != Shown.NO) {
        part.addObject()
            .put("name", "shown-together")
            .put("valueCode", shown == Shown.YES ? "yes" : "perhaps");
      }
    }
  }

  private static void reference(ArrayNode part, String name, UUID patient) {
    part.addObject()
        .put("name", name)
        .putObject("valueReference")
        .put("reference", PATIENT + patient);
  }

  /** Whether a caller was shown both sides in one answer. */
  private enum Shown {
    YES,
    NO,
    /** There were more answers than are looked through. */
    PERHAPS
  }

  private Shown shown(Change change, LinkView view, Principal caller) {
    PersonChangeStore changes = parts.identity().changes();
    Instant begun = changes.since(view, change).orElse(Instant.EPOCH);
    Set<UUID> others = records(view, change.from());
    others.removeAll(records(view, change.record()));
    LinkedReadStore.Found found =
        parts.linkedReads().find(Set.of(change.record()), others, begun, change.at());
    if (found.events().stream().anyMatch(read -> read.actor().equals(caller.getName()))) {
      return Shown.YES;
    }
    return found.complete() ? Shown.NO : Shown.PERHAPS;
  }

  private Set<UUID> records(LinkView view, UUID person) {
    return parts
        .identity()
        .persons()
        .find(view, person)
        .map(Person::records)
        .orElse(List.of())
        .stream()
        .map(Member::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
