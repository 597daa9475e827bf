package dev.trestle.app.http;

import dev.trestle.app.audit.AuditReports;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exports and reports of the audit, signed in their last line, for the role audit. They hold what
 * was asked, which can be patient data; each is audited, and stands in the report of exports.
 */
@RestController
@RequestMapping("/api/audit")
class AuditReportController {
  private final HttpParts parts;

  AuditReportController(HttpParts parts) {
    this.parts = parts;
  }

  /** A period; {@code to} is now when it is missing. */
  record ExportRequest(@Nullable String from, @Nullable String to) {}

  @Summary("The audit of a period as a signed file for an inspector")
  @PostMapping("/export")
  void export(@RequestBody ExportRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    Instant from = OperationsController.instant(request.from()).orElse(Instant.EPOCH);
    Instant to = OperationsController.instant(request.to()).orElseGet(parts.clock()::instant);
    Audited.done(parts, caller, "audit-export", "from " + from + " to " + to);
    response.setContentType(AuditController.NDJSON);
    parts.auditing().export().write(caller.getName(), from, to, response.getOutputStream());
  }

  /**
   * What a report is about.
   *
   * @param person all Patients linked with this one
   * @param format {@code markdown}, or {@code json}, which is the standard
   */
  record ReportRequest(
      @Nullable String patient,
      @Nullable String person,
      @Nullable String actor,
      @Nullable String from,
      @Nullable String to,
      @Nullable String format) {}

  @Summary("A signed report: accesses, activity, exports or roles")
  @PostMapping("/reports/{kind}")
  void report(
      @PathVariable String kind,
      @RequestBody ReportRequest request,
      HttpServletResponse response,
      Principal caller)
      throws IOException {
    AuditReports.Kind wanted = kind(kind);
    List<UUID> patients = AuditPatients.of(parts, request.patient(), request.person());
    boolean markdown = "markdown".equals(request.format());
    require(wanted, patients, request.actor());
    AuditReports.Request asked =
        new AuditReports.Request(
            wanted,
            patients,
            Optional.ofNullable(request.actor()).filter(name -> !name.isBlank()),
            OperationsController.instant(request.from()),
            OperationsController.instant(request.to()),
            markdown,
            caller.getName());
    Audited.done(parts, caller, "audit-report", patients, kind + " " + request);
    response.setContentType(markdown ? "text/markdown;charset=UTF-8" : AuditController.NDJSON);
    parts.auditing().reports().write(asked, response.getOutputStream());
  }

  private static AuditReports.Kind kind(String kind) {
    return Arrays.stream(AuditReports.Kind.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND,
                    "There is no report "
                        + kind
                        + "; there are accesses, activity, exports, roles, flows"));
  }

  private static void require(AuditReports.Kind kind, List<UUID> patients, @Nullable String actor) {
    if (kind == AuditReports.Kind.ACCESSES && patients.isEmpty()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "The report accesses needs a patient or a person");
    }
    if (kind == AuditReports.Kind.ACTIVITY && (actor == null || actor.isBlank())) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "The report activity needs an actor");
    }
  }
}
