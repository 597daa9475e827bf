package dev.trestle.app.security;

import java.util.Arrays;
import java.util.Locale;

/** What a token may do. */
public enum Role {
  /** Read and search FHIR resources. */
  FHIR_READ,
  /** See balance, feeds and exceptions, without patient data. */
  OPERATE,
  /** See and correct the messages of exceptions: patient data. */
  STEWARD,
  /** Make and revoke tokens. */
  ADMINISTER,
  /** See the form of messages; what tells who they are about is hidden until revealed. */
  ANALYZE,
  /** See who did what, the questions they asked included; nothing clinical. */
  AUDIT;

  /** The name on the command line and in the database: {@code fhir-read}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The role with this name.
   *
   * @throws IllegalArgumentException there is none; the text lists them
   */
  public static Role of(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no role "
                        + id
                        + "; there are "
                        + String.join(", ", Arrays.stream(values()).map(Role::id).toList())));
  }
}
