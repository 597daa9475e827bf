package dev.trestle.app.http;

import dev.trestle.records.read.Resource;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Whose data a resource is, for the audit. */
final class PatientOf {
  private static final String PREFIX = "Patient/";

  private PatientOf() {}

  /** The patient of a resource: itself, its subject, patient or beneficiary. */
  static Optional<UUID> resource(Resource resource) {
    if (resource.type().equals("Patient")) {
      return uuid(resource.id());
    }
    for (String element : new String[] {"subject", "patient", "beneficiary"}) {
      JsonNode reference = resource.json().path(element).path("reference");
      if (reference.isString() && reference.asString().startsWith(PREFIX)) {
        return uuid(reference.asString().substring(PREFIX.length()));
      }
    }
    return Optional.empty();
  }

  static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
