package dev.trestle.app.http;

import dev.trestle.app.validator.Judge;
import dev.trestle.app.validator.OwnVerdict;
import dev.trestle.app.validator.ValidationOutcome;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.records.read.Resource;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.profile.ProfileSet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * FHIR {@code $validate} (R4 §2.10). Of a type: the resource in the body, or in Parameters, is
 * checked and forgotten; nothing of it is kept, logged or audited. Of an instance: what stands
 * here. Either is held against R4, against the profiles that are asked for, and against those of
 * the site that the resource names itself; by our own checker, and by HAPI's validator with {@code
 * validator=hapi}.
 */
@RestController
@RequestMapping("/fhir")
class ValidateController {
  private final HttpParts parts;

  ValidateController(HttpParts parts) {
    this.parts = parts;
  }

  /** What is to be held against what. */
  private record Asked(JsonNode resource, Set<String> profiles) {
    @Override
    public String toString() {
      return "Asked[" + profiles + "]";
    }
  }

  @PostMapping("/{type}/$validate")
  ResponseEntity<String> validate(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable List<String> profile,
      @RequestParam(required = false) @Nullable List<String> validator,
      HttpServletRequest request,
      Principal caller)
      throws IOException {
    if (!ResourceChecker.ofR4().isResourceType(type)) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "FHIR R4 has no such type");
    }
    Set<Judge> judges = Judge.named(given(validator));
    SiteProfiles site = site();
    Asked asked = asked(FhirBody.read(request), given(profile));
    OwnVerdict.requireKnown(asked.profiles(), ProfileSet.of(site));
    Audited.ofType(parts, caller, "validate", type, List.of(), Optional.empty());
    if (asked.resource().path("resourceType").asString("").equals(type)) {
      return outcome(asked, judges, site);
    }
    ValidationOutcome other = new ValidationOutcome();
    other.add(
        List.of(
            Finding.error(ProblemCode.FHIR_STRUCTURE, type, "The resource is not of this type.")));
    return answer(other);
  }

  /** What stands here, as messages together made it. */
  @GetMapping("/{type}/{id}/$validate")
  ResponseEntity<String> validateStored(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<String> profile,
      @RequestParam(required = false) @Nullable List<String> validator,
      Principal caller) {
    Set<Judge> judges = Judge.named(given(validator));
    SiteProfiles site = site();
    Set<String> profiles = new LinkedHashSet<>(given(profile));
    OwnVerdict.requireKnown(profiles, ProfileSet.of(site));
    Optional<Resource> found = parts.reader().read(type, id);
    Audited.resource(parts, caller, "validate", type, id, found, Optional.empty());
    Resource resource =
        found.orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such resource"));
    return outcome(new Asked(resource.json(), profiles), judges, site);
  }

  private SiteProfiles site() {
    return parts.messages().site().get().profiles();
  }

  private static List<String> given(@Nullable List<String> parameter) {
    return parameter == null ? List.of() : parameter;
  }

  private ResponseEntity<String> outcome(Asked asked, Set<Judge> judges, SiteProfiles site) {
    ValidationOutcome outcome = new ValidationOutcome();
    if (judges.contains(Judge.TRESTLE)) {
      outcome.add(OwnVerdict.of(asked.resource(), asked.profiles(), ProfileSet.of(site)));
    }
    if (judges.contains(Judge.HAPI)) {
      outcome.add(parts.hapi().check(asked.resource(), asked.profiles(), site));
    }
    return answer(outcome);
  }

  private static ResponseEntity<String> answer(ValidationOutcome outcome) {
    return ResponseEntity.ok().contentType(FhirJson.MEDIA_TYPE).body(FhirJson.text(outcome::write));
  }

  /** The body, or the parameters {@code resource} and {@code profile} of it. */
  private static Asked asked(JsonNode body, List<String> ofQuery) {
    Set<String> profiles = new LinkedHashSet<>(ofQuery);
    JsonNode resource = body;
    if (body.path("resourceType").asString("").equals("Parameters")) {
      for (JsonNode parameter : body.path("parameter")) {
        String name = parameter.path("name").asString("");
        if (name.equals("resource")) {
          resource = parameter.path("resource");
        } else if (name.equals("profile")) {
          profiles.add(
              parameter.path("valueUri").asString(parameter.path("valueCanonical").asString("")));
        }
      }
    }
    return new Asked(resource, profiles);
  }
}
