package dev.trestle.app.http;

import dev.trestle.app.security.AuditEvent;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Audits what people see and decide about who is who. */
final class IdentityAudit {
  private IdentityAudit() {}

  /**
   * Records one action.
   *
   * @param patients ids of the Patients it is about
   * @param detail which decision or review, without patient data
   */
  static void record(
      HttpParts parts, String action, List<UUID> patients, String detail, Principal caller) {
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                caller.getName(),
                action,
                0,
                Optional.of("Patient"),
                Optional.empty(),
                patients,
                Optional.of(detail)));
  }
}
