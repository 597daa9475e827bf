package dev.trestle.app.http;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.validation.ResourceChecker;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * FHIR {@code $validate} of a type (R4 §2.10): the resource in the body, or in Parameters, is
 * checked and forgotten. Nothing of it is kept, logged or audited.
 */
@RestController
@RequestMapping("/fhir")
class ValidateController {
  /** A resource with a document of some megabytes in it. */
  private static final int LARGEST_BYTES = 8 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                caller.getName(),
                "validate",
                0,
                Optional.of(type),
                Optional.empty(),
                List.of(),
                Optional.empty()));
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
    JsonNode body = body(request);
    if (body.path("resourceType").asString("").equals("Parameters")) {
      for (JsonNode parameter : body.path("parameter")) {
        if (parameter.path("name").asString("").equals("resource")) {
          return parameter.path("resource");
        }
      }
    }
    return body;
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    byte[] bytes;
    try (InputStream in = request.getInputStream()) {
      bytes = in.readNBytes(LARGEST_BYTES + 1);
    }
    if (bytes.length > LARGEST_BYTES) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY,
          "A resource of more than " + (LARGEST_BYTES >> 20) + " MB is not checked");
    }
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException notJson) {
      // The text of the parser can hold a part of the resource.
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "The body is not JSON");
    }
  }
}
