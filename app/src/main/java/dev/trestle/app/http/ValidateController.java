package dev.trestle.app.http;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.validation.ResourceChecker;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * FHIR {@code $validate} of a type (R4 §2.10): the resource in the body, or in Parameters, is
 * checked and forgotten. Nothing of it is kept, logged or audited.
 */
@RestController
@RequestMapping("/fhir")
class ValidateController {
  private final HttpParts parts;

  ValidateController(HttpParts parts) {
    this.parts = parts;
  }

  @PostMapping("/{type}/$validate")
  ResponseEntity<String> validate(
      @PathVariable String type, HttpServletRequest request, Principal caller) throws IOException {
    if (!ResourceChecker.ofR4().isResourceType(type)) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "FHIR R4 has no such type");
    }
    JsonNode resource = resource(request);
    Audited.ofType(parts, caller, "validate", type, List.of(), Optional.empty());
    List<Finding> findings =
        resource.path("resourceType").asString("").equals(type)
            ? ResourceChecker.ofR4().check(resource)
            : List.of(
                Finding.error(
                    ProblemCode.FHIR_STRUCTURE, type, "The resource is not of this type."));
    return ResponseEntity.ok().contentType(FhirJson.MEDIA_TYPE).body(FhirJson.outcome(findings));
  }

  /** The body, or the parameter {@code resource} of it. */
  private static JsonNode resource(HttpServletRequest request) throws IOException {
    JsonNode body = FhirBody.read(request);
    if (body.path("resourceType").asString("").equals("Parameters")) {
      for (JsonNode parameter : body.path("parameter")) {
        if (parameter.path("name").asString("").equals("resource")) {
          return parameter.path("resource");
        }
      }
    }
    return body;
  }
}
