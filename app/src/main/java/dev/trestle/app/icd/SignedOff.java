package dev.trestle.app.icd;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an interface document tells of the clinical sign-off of a mapping.
 *
 * @param number of the sign-off
 * @param mapping hash of the mapping that it is of
 * @param state {@code open}, {@code approved} or {@code rejected}
 * @param begun when it was begun
 * @param decided when the last decision was made; empty before the first
 * @param deciders who decided
 */
public record SignedOff(
    long number,
    String mapping,
    String state,
    Instant begun,
    Optional<Instant> decided,
    List<String> deciders,
    long approved,
    long rejected,
    long items) {
  public SignedOff {
    deciders = List.copyOf(deciders);
  }
}
