package dev.trestle.app.http;

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
    Audited.ofType(parts, caller, action, "Patient", patients, Optional.of(detail));
  }
}
