package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.chart.Incompleteness;
import dev.trestle.records.read.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** FHIR R4 read, vread and history (FHIR R4 §3.1.0). Every answer with patient data is audited. */
@RestController
@RequestMapping("/fhir")
class FhirController {
  /** Versions in one page of a history. */
  private static final int HISTORY_PAGE = 100;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private final HttpParts parts;

  FhirController(HttpParts parts) {
    this.parts = parts;
  }

  @GetMapping("/{type}/{id}")
  ResponseEntity<String> read(
      @PathVariable String type, @PathVariable String id, Principal caller) {
    return answer(parts.reader().read(type, id), "read", type, id, caller);
  }

  @GetMapping("/{type}/{id}/_history/{version}")
  ResponseEntity<String> versionRead(
      @PathVariable String type,
      @PathVariable String id,
      @PathVariable String version,
      Principal caller) {
    Optional<Resource> found =
        version.matches("[0-9]{1,9}")
            ? parts.reader().version(type, id, Integer.parseInt(version))
            : Optional.empty();
    return answer(found, "vread", type, id, caller);
  }

  @GetMapping("/{type}/{id}/_history")
  ResponseEntity<String> history(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(name = "_below", required = false) @Nullable Integer below,
      HttpServletRequest request,
      Principal caller) {
    List<Resource> versions =
        parts.reader().history(type, id, below == null ? Integer.MAX_VALUE : below, HISTORY_PAGE);
    if (versions.isEmpty()) {
      audit("history-instance", type, id, Optional.empty(), caller);
      throw notFound(type);
    }
    audit("history-instance", type, id, Optional.of(versions.get(0)), caller);
    Resource last = versions.get(versions.size() - 1);
    Optional<String> next =
        last.version() > 1
            ? Optional.of(request.getRequestURL() + "?_below=" + last.version())
            : Optional.empty();
    Optional<Incompleteness> missing = parts.charts().of(List.of(last.patientRid()));
    return ChartNotice.header(ResponseEntity.ok(), missing)
        .contentType(FhirJson.MEDIA_TYPE)
        .body(FhirBundles.history(request.getRequestURL().toString(), versions, next, missing));
  }

  private ResponseEntity<String> answer(
      Optional<Resource> found, String action, String type, String id, Principal caller) {
    audit(action, type, id, found, caller);
    Resource resource = found.orElseThrow(() -> notFound(type));
    return ChartNotice.header(
            ResponseEntity.ok(), parts.charts().of(List.of(resource.patientRid())))
        .contentType(FhirJson.MEDIA_TYPE)
        .eTag("W/\"" + resource.version() + "\"")
        .header(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(lastUpdated(resource)))
        .body(resource.json().toString());
  }

  private static Instant lastUpdated(Resource resource) {
    return Instant.EPOCH.plus(resource.lastUpdatedMicros(), ChronoUnit.MICROS);
  }

  private static TrestleException notFound(String type) {
    return new TrestleException(
        ProblemCode.NOT_FOUND,
        "There is no such " + (type.matches("[A-Za-z]{1,40}") ? type : "type"));
  }

  private void audit(
      String action, String type, String id, Optional<Resource> found, Principal caller) {
    Audited.resource(parts, caller, action, type, id, found, Optional.empty());
  }
}
