package dev.trestle.app.http;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.profile.Deviation;
import dev.trestle.semantics.validation.profile.ProfileSet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
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
 * the site that the resource names itself.
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
      HttpServletRequest request,
      Principal caller)
      throws IOException {
    if (!ResourceChecker.ofR4().isResourceType(type)) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "FHIR R4 has no such type");
    }
    ProfileSet site = ProfileSet.of(parts.messages().site().get().profiles());
    Asked asked = asked(FhirBody.read(request), profile == null ? List.of() : profile);
    requireKnown(asked.profiles(), site);
    Audited.ofType(parts, caller, "validate", type, List.of(), Optional.empty());
    List<Finding> findings =
        asked.resource().path("resourceType").asString("").equals(type)
            ? findings(type, asked, site)
            : List.of(
                Finding.error(
                    ProblemCode.FHIR_STRUCTURE, type, "The resource is not of this type."));
    return outcome(findings);
  }

  /** What stands here, as messages together made it. */
  @GetMapping("/{type}/{id}/$validate")
  ResponseEntity<String> validateStored(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<String> profile,
      Principal caller) {
    ProfileSet site = ProfileSet.of(parts.messages().site().get().profiles());
    Set<String> profiles = new LinkedHashSet<>(profile == null ? List.of() : profile);
    requireKnown(profiles, site);
    Optional<Resource> found = parts.reader().read(type, id);
    Audited.resource(parts, caller, "validate", type, id, found, Optional.empty());
    Resource resource =
        found.orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such resource"));
    return outcome(findings(resource.type(), new Asked(resource.json(), profiles), site));
  }

  private static ResponseEntity<String> outcome(List<Finding> findings) {
    return ResponseEntity.ok().contentType(FhirJson.MEDIA_TYPE).body(FhirJson.outcome(findings));
  }

  private static List<Finding> findings(String type, Asked asked, ProfileSet site) {
    List<Finding> findings = new ArrayList<>(ResourceChecker.ofR4().check(asked.resource()));
    profiles(type, asked, site, findings);
    return findings;
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

  private static void requireKnown(Set<String> profiles, ProfileSet site) {
    if (!profiles.stream().allMatch(site::has)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          site.urls().isEmpty()
              ? "The site has no profiles: put them into its folder profiles/"
              : "The site has no such profile of a resource. It has "
                  + String.join(", ", site.urls()));
    }
  }

  private static void profiles(String type, Asked asked, ProfileSet site, List<Finding> findings) {
    Set<String> held = new LinkedHashSet<>(asked.profiles());
    for (JsonNode named : asked.resource().path("meta").path("profile")) {
      if (site.has(named.asString(""))) {
        held.add(named.asString(""));
      } else {
        findings.add(
            Finding.information(
                ProblemCode.FHIR_PROFILE,
                type + ".meta.profile",
                "A profile that the resource names is none of the site's; it is not checked."));
      }
    }
    for (String profile : held) {
      if (!site.types(Set.of(profile)).contains(type)) {
        findings.add(
            Finding.error(
                ProblemCode.FHIR_PROFILE, type, "The profile is not about a " + type + "."));
      }
    }
    site.check(held, asked.resource(), reference -> typeOf(reference, asked.resource())).stream()
        .map(Deviation::finding)
        .forEach(findings::add);
    site.unchecked(held)
        .forEach(
            remark ->
                findings.add(Finding.information(ProblemCode.FHIR_PROFILE, type, remark.text())));
  }

  /** The type that a reference leads to; empty where it does not tell (a URN). */
  private static String typeOf(String reference, JsonNode resource) {
    if (reference.startsWith("#")) {
      for (JsonNode contained : resource.path("contained")) {
        if (contained.path("id").asString("").equals(reference.substring(1))) {
          return contained.path("resourceType").asString("");
        }
      }
      return "";
    }
    return ResourceChecker.typeIn(reference);
  }
}
