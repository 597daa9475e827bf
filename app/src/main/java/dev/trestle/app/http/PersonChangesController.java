package dev.trestle.app.http;

import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.app.security.PersonView;
import dev.trestle.identity.link.PersonChangeStore;
import dev.trestle.identity.link.PersonChangeStore.Change;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
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
  List<ChangeAnswer> list(@RequestParam(defaultValue = "0") long after) {
    return parts.identity().changes().after(after, PAGE_CHANGES).stream()
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
  @GetMapping("/fhir/Patient/$person-changes")
  ResponseEntity<String> changes(@RequestParam(defaultValue = "0") long after, Principal caller) {
    if (PersonViews.of(caller) != PersonView.LINKED) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Changes are kept of the view `linked`; this token has another (`token create"
              + " --person-view linked`).");
    }
    List<Change> changes = parts.identity().changes().after(after, PAGE_CHANGES);
    String text =
        FhirJson.text(
            answer -> {
              ArrayNode list = answer.put("resourceType", "Parameters").putArray("parameter");
              changes.forEach(change -> write(change, caller, list.addObject()));
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

  private void write(Change change, Principal caller, ObjectNode parameter) {
    ArrayNode part = parameter.put("name", "change").putArray("part");
    part.addObject().put("name", "number").put("valueString", Long.toString(change.id()));
    part.addObject().put("name", "at").put("valueInstant", change.at().toString());
    reference(part, "patient", change.record());
    reference(part, "from", change.from());
    reference(part, "to", change.to());
    if (change.parted()) {
      Shown shown = shown(change, caller);
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

  private Shown shown(Change change, Principal caller) {
    PersonChangeStore changes = parts.identity().changes();
    Instant begun = changes.since(change).orElse(Instant.EPOCH);
    Set<UUID> others = records(change.from());
    others.removeAll(records(change.record()));
    LinkedReadStore.Found found =
        parts.linkedReads().find(Set.of(change.record()), others, begun, change.at());
    if (found.events().stream().anyMatch(read -> read.actor().equals(caller.getName()))) {
      return Shown.YES;
    }
    return found.complete() ? Shown.NO : Shown.PERHAPS;
  }

  private Set<UUID> records(UUID person) {
    return parts.identity().persons().find(person).map(Person::records).orElse(List.of()).stream()
        .map(Member::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
