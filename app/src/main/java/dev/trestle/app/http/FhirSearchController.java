package dev.trestle.app.http;

import dev.trestle.orchestration.chart.Incompleteness;
import dev.trestle.records.read.Resource;
import dev.trestle.records.search.LinkedPatients;
import dev.trestle.records.search.QueryParameter;
import dev.trestle.records.search.SearchPage;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * FHIR search by GET, and by POST for callers that must not put names and numbers into a URL (R4
 * §3.1.1.1). The query is audited, sealed.
 */
@RestController
@RequestMapping("/fhir")
class FhirSearchController {
  private static final String CURSOR = "_cursor";
  private final HttpParts parts;

  FhirSearchController(HttpParts parts) {
    this.parts = parts;
  }

  @GetMapping("/{type}")
  ResponseEntity<String> get(
      @PathVariable String type, HttpServletRequest request, Principal caller) {
    return search(type, parameters(request), request, caller);
  }

  @PostMapping(path = "/{type}/_search", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<String> post(
      @PathVariable String type, HttpServletRequest request, Principal caller) {
    return search(type, parameters(request), request, caller);
  }

  private static List<QueryParameter> parameters(HttpServletRequest request) {
    List<QueryParameter> parameters = new ArrayList<>();
    for (Map.Entry<String, String[]> entry : request.getParameterMap().entrySet()) {
      for (String value : entry.getValue()) {
        if (!entry.getKey().equals("_format") && !value.isEmpty()) {
          parameters.add(new QueryParameter(entry.getKey(), value));
        }
      }
    }
    return parameters;
  }

  private ResponseEntity<String> search(
      String type, List<QueryParameter> query, HttpServletRequest request, Principal caller) {
    LinkedPatients linked = PersonViews.linked(parts.identity().links(), caller);
    SearchPage page = parts.search().search(type, query, linked);
    audit(type, query, page, caller);
    String url = request.getRequestURL().toString();
    Optional<Incompleteness> missing = parts.charts().of(page.patientRids());
    int undecided = parts.identity().decisions().undecided(page.patientRids());
    return PossibleRecords.header(ChartNotice.header(ResponseEntity.ok(), missing), undecided)
        .contentType(FhirJson.MEDIA_TYPE)
        .body(
            FhirBundles.searchset(
                url, text(query), page.hits(), next(url, query, page.next()), missing, undecided));
  }

  private static Optional<String> next(
      String url, List<QueryParameter> query, @Nullable String cursor) {
    if (cursor == null) {
      return Optional.empty();
    }
    List<QueryParameter> following =
        query.stream()
            .filter(parameter -> !parameter.name().equals(CURSOR))
            .collect(Collectors.toCollection(ArrayList::new));
    following.add(new QueryParameter(CURSOR, cursor));
    return Optional.of(url + "?" + text(following));
  }

  private static String text(List<QueryParameter> query) {
    return query.stream()
        .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void audit(String type, List<QueryParameter> query, SearchPage page, Principal caller) {
    List<UUID> patients =
        page.hits().stream().map(PatientOf::resource).flatMap(Optional::stream).distinct().toList();
    Audited.ofType(parts, caller, "search-type", type, patients, Optional.of(text(query)));
  }

  /** Types of hits as a Bundle wants them. */
  static String fullUrl(String searchUrl, Resource resource) {
    String base = searchUrl.substring(0, searchUrl.indexOf("/fhir/") + "/fhir/".length());
    return base + resource.type() + "/" + resource.id();
  }
}
