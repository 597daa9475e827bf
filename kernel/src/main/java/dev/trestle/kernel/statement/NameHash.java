package dev.trestle.kernel.statement;

import dev.trestle.kernel.sealing.KeyedHash;
import java.util.List;
import java.util.UUID;

/**
 * The naming-key hash of one name of a resource: its id, or an alias that leads to it (DESIGN §4
 * "Resource ids"). The journal orders the messages of a patient by the same hash, so that a message
 * that was not applied leads to the chart it is missing from.
 */
public final class NameHash {
  private NameHash() {}

  /**
   * The hash.
   *
   * @param subject id of the patient the resource belongs to, empty for none
   */
  public static UUID of(
      KeyedHash naming, String type, String scope, String subject, BusinessKey name) {
    return naming
        .hash128(
            List.of("resource", type, scope, subject, name.kind(), name.authority(), name.value()))
        .toUuidVersion8();
  }

  /** The hash of a patient's name. */
  public static UUID ofPatient(KeyedHash naming, String scope, String authority, String value) {
    return of(naming, "Patient", scope, "", new BusinessKey(BusinessKey.PATIENT, authority, value));
  }
}
