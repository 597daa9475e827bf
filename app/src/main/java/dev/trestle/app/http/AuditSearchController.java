package dev.trestle.app.http;

import dev.trestle.app.audit.AuditQuery;
import dev.trestle.app.audit.AuditRecord;
import dev.trestle.app.audit.FhirAuditEvent;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/**
 * Who did what, newest first, for the role audit. Patients are named by their opaque ids. An answer
 * holds the questions that were asked, which can be patient data; the search is audited itself.
 */
@RestController
@RequestMapping("/api/audit")
class AuditSearchController {
  private static final String FHIR = "fhir";
  private final HttpParts parts;

  AuditSearchController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * What is wanted; every part may be missing.
   *
   * @param person all Patients linked with this one
   * @param entry number of a journal entry: who looked at the message
   * @param after id of the last event of the page before
   * @param format {@code fhir} for a Bundle of AuditEvents
   */
  record SearchRequest(
      @Nullable String patient,
      @Nullable String person,
      @Nullable String actor,
      @Nullable String action,
      @Nullable Long entry,
      @Nullable String from,
      @Nullable String to,
      @Nullable String after,
      @Nullable String format) {
    /** The same question for the page after an event, as a relative address. */
    String next(String last) {
      StringBuilder url = new StringBuilder("/api/audit?format=").append(FHIR);
      add(url, "patient", patient);
      add(url, "person", person);
      add(url, "actor", actor);
      add(url, "action", action);
      add(url, "entry", entry == null ? null : entry.toString());
      add(url, "from", from);
      add(url, "to", to);
      add(url, "after", last);
      return url.toString();
    }

    private static void add(StringBuilder url, String name, @Nullable String value) {
      if (AuditPatients.given(value)) {
        url.append('&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8));
      }
    }
  }

  /** An event; {@code outcome} is 0 success, 4 refused, 8 failed. */
  record EventAnswer(
      String id,
      Instant at,
      String actor,
      String action,
      int outcome,
      @Nullable String type,
      @Nullable String target,
      List<String> patients,
      @Nullable String detail,
      @Nullable Long block) {
    static EventAnswer of(AuditRecord event, @Nullable Long block) {
      return new EventAnswer(
          event.id().toString(),
          event.at(),
          event.actor(),
          event.action(),
          event.outcome(),
          event.type().orElse(null),
          event.target().map(UUID::toString).orElse(null),
          event.patients().stream().map(UUID::toString).toList(),
          event.detail().orElse(null),
          block);
    }

    @Override
    public String toString() {
      return "EventAnswer[" + id + "]";
    }
  }

  /** A page; {@code next} is the {@code after} of the next one, null on the last. */
  record Page(List<EventAnswer> events, @Nullable String next) {}

  @Summary("Events of the audit, newest first")
  @GetMapping
  ResponseEntity<?> get(SearchRequest request, Principal caller) {
    return search(request, caller);
  }

  @Summary("The same, with the question in the body")
  @PostMapping("/search")
  ResponseEntity<?> post(@RequestBody SearchRequest request, Principal caller) {
    return search(request, caller);
  }

  private ResponseEntity<?> search(SearchRequest request, Principal caller) {
    AuditQuery query = query(request);
    List<AuditRecord> found = parts.auditing().search().find(query);
    Audited.done(parts, caller, "audit-search", query.patients(), request.toString());
    String next = found.size() < query.limit() ? null : found.get(found.size() - 1).id().toString();
    if (FHIR.equals(request.format())) {
      return ResponseEntity.ok()
          .contentType(FhirJson.MEDIA_TYPE)
          .body(bundle(found, request, next));
    }
    return ResponseEntity.ok(
        new Page(found.stream().map(event -> EventAnswer.of(event, null)).toList(), next));
  }

  private static String bundle(
      List<AuditRecord> found, SearchRequest request, @Nullable String next) {
    return FhirJson.text(
        bundle -> {
          bundle.put("resourceType", "Bundle").put("type", "searchset");
          if (next != null) {
            bundle
                .putArray("link")
                .addObject()
                .put("relation", "next")
                .put("url", request.next(next));
          }
          ArrayNode entries = bundle.arrayNode();
          for (AuditRecord event : found) {
            var entry = entries.addObject();
            entry.put("fullUrl", "urn:uuid:" + event.id());
            FhirAuditEvent.write(event, entry.putObject("resource"));
            entry.putObject("search").put("mode", "match");
          }
          if (!entries.isEmpty()) {
            bundle.set("entry", entries);
          }
        });
  }

  /** One event, with the number of its block; {@code format=fhir} for an AuditEvent. */
  @Summary("One event of the audit")
  @GetMapping("/events/{id}")
  ResponseEntity<?> event(
      @PathVariable String id, @RequestParam @Nullable String format, Principal caller) {
    UUID event = AuditPatients.id(id, "id");
    Optional<AuditRecord> found = parts.auditing().search().event(event);
    Audited.done(parts, caller, "audit-show", id);
    AuditRecord shown =
        found.orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no event " + id));
    if (FHIR.equals(format)) {
      return ResponseEntity.ok()
          .contentType(FhirJson.MEDIA_TYPE)
          .body(FhirJson.text(node -> FhirAuditEvent.write(shown, node)));
    }
    return ResponseEntity.ok(
        EventAnswer.of(shown, parts.auditing().search().blockOf(event).orElse(null)));
  }

  private AuditQuery query(SearchRequest request) {
    AuditQuery query =
        AuditQuery.ALL
            .about(AuditPatients.of(parts, request.patient(), request.person()))
            .between(
                OperationsController.instant(request.from()),
                OperationsController.instant(request.to()));
    if (AuditPatients.given(request.actor())) {
      query = query.by(String.valueOf(request.actor()));
    }
    if (AuditPatients.given(request.action())) {
      query = query.of(String.valueOf(request.action()));
    }
    if (request.entry() != null) {
      query = query.at(parts.messages().journal().entry(request.entry()).id());
    }
    return AuditPatients.given(request.after())
        ? query.after(AuditPatients.id(String.valueOf(request.after()), "after"))
        : query;
  }
}
