package dev.trestle.app.http;

import dev.trestle.app.lineage.EntryResources;
import dev.trestle.app.lineage.ValueHistory;
import dev.trestle.app.lineage.VersionLineage;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * From an element back to the bytes that set it, and from a message to what it changed. Lineage is
 * patient data: for the role steward, each view audited. What a message changed is told by ids.
 */
@RestController
class LineageController {
  private static final String LAST = Integer.MAX_VALUE + "";
  private final HttpParts parts;

  LineageController(HttpParts parts) {
    this.parts = parts;
  }

  @Summary("Where every element of a version comes from")
  @GetMapping("/api/lineage/{type}/{id}/{version}")
  VersionLineage version(
      @PathVariable String type,
      @PathVariable String id,
      @PathVariable int version,
      Principal caller) {
    Optional<VersionLineage> found = parts.traces().lineage().lineage().version(type, id, version);
    audit("lineage", found.isPresent(), type, id, Optional.of("version " + version), caller);
    return found.orElseThrow(LineageController::nothing);
  }

  @Summary("How one value changed, and by which messages")
  @GetMapping("/api/lineage/{type}/{id}")
  ValueHistory.Page values(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String path,
      @RequestParam(defaultValue = LAST) int below,
      Principal caller) {
    Optional<ValueHistory.Page> found =
        parts.traces().lineage().values().of(type, id, path == null ? "" : path, below);
    audit("lineage-values", found.isPresent(), type, id, Optional.ofNullable(path), caller);
    return found.orElseThrow(LineageController::nothing);
  }

  @Summary("What a message made or changed")
  @GetMapping("/api/messages/{seq}/resources")
  EntryResources.Effects resources(@PathVariable long seq) {
    return parts
        .traces()
        .lineage()
        .resources()
        .of(seq)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq));
  }

  private static TrestleException nothing() {
    return new TrestleException(
        ProblemCode.NOT_FOUND, "There is no such version; `/fhir/TYPE/ID/_history` lists them");
  }

  private void audit(
      String action,
      boolean found,
      String type,
      String id,
      Optional<String> detail,
      Principal caller) {
    Optional<Resource> read = found ? parts.reader().read(type, id) : Optional.empty();
    Audited.resource(parts, caller, action, type, id, read, detail);
  }
}
