package dev.trestle.app.http;

import dev.trestle.app.person.GoldenPersons.Known;
import dev.trestle.identity.golden.Golden;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.search.LinkedPatients;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * A person as one Patient: for applications in FHIR's words, for stewards with why each value is
 * shown and which others there are. Worked out for each request, so that a link taken apart leaves
 * nothing behind.
 */
@RestController
class GoldenController {
  private static final String ACTION = "golden-record";
  private static final String PATIENT = "Patient/";
  private final HttpParts parts;

  GoldenController(HttpParts parts) {
    this.parts = parts;
  }

  @GetMapping("/fhir/Patient/{id}/$golden-record")
  ResponseEntity<String> patient(@PathVariable String id, Principal caller) {
    Known known = known(id, PersonViews.linked(parts.identity().links(), caller), caller);
    return PossibleRecords.header(
            ChartNotice.header(ResponseEntity.ok(), parts.charts().of(known.rids())),
            parts.identity().decisions().undecided(known.rids()))
        .contentType(FhirJson.MEDIA_TYPE)
        .body(known.golden().patient().toString());
  }

  /**
   * The golden record and how it came about.
   *
   * @param person id of the person
   * @param records its Patients
   * @param rules which rules chose
   * @param elements in the order of the standard
   */
  record GoldenAnswer(String person, List<String> records, String rules, List<Element> elements) {
    @Override
    public String toString() {
      return "GoldenAnswer[" + person + "]";
    }
  }

  /** A value that is shown; {@code lostBy} of an alternative is the criterion that decided. */
  record Element(
      String element,
      JsonNode value,
      boolean verified,
      List<String> from,
      List<Alternative> alternatives) {
    @Override
    public String toString() {
      return "Element[" + element + "]";
    }
  }

  /** A value that is not shown. */
  record Alternative(JsonNode value, boolean verified, List<String> from, String lostBy) {
    @Override
    public String toString() {
      return "Alternative[" + lostBy + "]";
    }
  }

  @Summary("A person as one record, with the source of each value and what else is said")
  @GetMapping("/api/identity/persons/{id}/golden")
  GoldenAnswer explained(@PathVariable String id, Principal caller) {
    Known known = known(id, parts.identity().links()::with, caller);
    return new GoldenAnswer(
        known.person().toString(),
        references(known.patients()),
        known.golden().rules(),
        known.golden().choices().stream().map(GoldenController::element).toList());
  }

  /**
   * A value to be verified.
   *
   * @param element as the golden record names it: {@code birthDate}, {@code name official}
   * @param verified false takes it back
   * @param reason how it was verified
   */
  record VerifyRequest(
      @Nullable String element, @Nullable Boolean verified, @Nullable String reason) {
    @Override
    public String toString() {
      return "VerifyRequest[]";
    }
  }

  /** What was verified, or is not any more. */
  record VerifyAnswer(String patient, String element, boolean verified) {}

  @Summary("Verifies what a record says of an element: it goes before what nobody verified")
  @PostMapping("/api/identity/patients/{id}/verify")
  VerifyAnswer verify(
      @PathVariable String id, @RequestBody VerifyRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    String element = request.element() == null ? "" : request.element();
    boolean isVerified = request.verified() == null || request.verified();
    new IdentityDecisions(parts).verify(id, element, isVerified, reason, caller);
    return new VerifyAnswer(PATIENT + id, element, isVerified);
  }

  private static Element element(Golden.Choice choice) {
    return new Element(
        choice.element(),
        choice.value(),
        choice.verified(),
        references(choice.from()),
        choice.alternatives().stream()
            .map(
                one ->
                    new Alternative(
                        one.value(), one.verified(), references(one.from()), one.lostBy()))
            .toList());
  }

  private static List<String> references(List<UUID> ids) {
    return ids.stream().map(id -> PATIENT + id).toList();
  }

  private Known known(String id, LinkedPatients view, Principal caller) {
    Optional<Known> found =
        PatientOf.uuid(id).flatMap(asked -> parts.identity().golden().find(asked, view));
    if (found.isEmpty()) {
      Audited.resource(parts, caller, ACTION, "Patient", id, Optional.empty(), Optional.empty());
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is no such Patient or person");
    }
    List<UUID> patients = found.get().patients();
    Audited.ofType(
        parts, caller, ACTION, "Patient", patients, Optional.of("person " + found.get().person()));
    return found.get();
  }
}
