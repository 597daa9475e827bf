package dev.trestle.app.http;

import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids of the Patients that a question about the audit is about. */
final class AuditPatients {
  private static final String PATIENT = "Patient/";

  private AuditPatients() {}

  /**
   * The Patient, or all Patients linked with the person; none when neither is given.
   *
   * @throws TrestleException REQUEST_INVALID no id; NOT_FOUND no such person
   */
  static List<UUID> of(HttpParts parts, @Nullable String patient, @Nullable String person) {
    if (given(patient)) {
      return List.of(id(plain(String.valueOf(patient)), "patient"));
    }
    if (!given(person)) {
      return List.of();
    }
    UUID id = id(plain(String.valueOf(person)), "person");
    return parts
        .identity()
        .persons()
        .find(id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no person " + id))
        .records()
        .stream()
        .map(Member::id)
        .toList();
  }

  static boolean given(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  static UUID id(String text, String name) {
    return PatientOf.uuid(text)
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.REQUEST_INVALID,
                    name + " is an id, as answers of the API show it"));
  }

  private static String plain(String reference) {
    return reference.startsWith(PATIENT) ? reference.substring(PATIENT.length()) : reference;
  }
}
