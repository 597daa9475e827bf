package dev.trestle.app.http;

import dev.trestle.app.lineage.Provenances;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Provenance on demand (FHIR R4 §6.3): asked for by its target, a version of a resource or the
 * resource as it stands. It is computed, so it has no address and no history of its own.
 */
@RestController
class ProvenanceController {
  private static final Pattern TARGET =
      Pattern.compile("([A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(?:/_history/(\\d{1,9}))?");
  private final HttpParts parts;

  ProvenanceController(HttpParts parts) {
    this.parts = parts;
  }

  @GetMapping("/fhir/Provenance")
  ResponseEntity<String> search(
      @RequestParam(required = false) @Nullable String target,
      HttpServletRequest request,
      Principal caller) {
    Matcher wanted = TARGET.matcher(target == null ? "" : target);
    if (!wanted.matches()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Provenance is asked for by its target: ?target=Patient/ID/_history/1");
    }
    String type = wanted.group(1);
    String id = wanted.group(2);
    String version = wanted.group(3);
    Optional<Provenances.Made> made =
        version == null
            ? parts
                .reader()
                .read(type, id)
                .flatMap(now -> parts.traces().lineage().provenance().of(type, id, now.version()))
            : parts.traces().lineage().provenance().of(type, id, Integer.parseInt(version));
    Optional<Resource> read = made.map(Provenances.Made::target);
    Audited.resource(parts, caller, "provenance", type, id, read, Optional.empty());
    return ResponseEntity.ok()
        .contentType(FhirJson.MEDIA_TYPE)
        .body(bundle(made, request.getRequestURL() + "?target=" + target));
  }

  private static String bundle(Optional<Provenances.Made> made, String self) {
    ObjectNode bundle = JsonNodeFactory.instance.objectNode();
    bundle.put("resourceType", "Bundle").put("type", "searchset");
    bundle.put("total", made.isPresent() ? 1 : 0);
    bundle.putArray("link").addObject().put("relation", "self").put("url", self);
    made.ifPresent(
        one -> {
          ObjectNode entry = bundle.putArray("entry").addObject();
          entry.put("fullUrl", "urn:uuid:" + one.json().path("id").asString());
          entry.set("resource", one.json());
          entry.putObject("search").put("mode", "match");
        });
    return bundle.toString();
  }
}
