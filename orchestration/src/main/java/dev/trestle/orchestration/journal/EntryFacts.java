package dev.trestle.orchestration.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an entry besides its bytes. No patient data.
 *
 * @param seq sequence number
 * @param source {@code mercy/adt}
 * @param receivedAt time of the journal
 * @param type {@code ADT^A01}; empty when the journal no longer has the entry
 * @param bytes length of the message, 0 when the journal no longer has the entry
 * @param outcome how it was settled; empty while it is not
 * @param settledAt when
 * @param translatedBy empty when nothing was translated, or before that was kept
 * @param effects on resources, changes first
 */
public record EntryFacts(
    long seq,
    String source,
    Instant receivedAt,
    String type,
    int bytes,
    Optional<Outcome> outcome,
    Optional<Instant> settledAt,
    Optional<MappingVersion> translatedBy,
    List<EntryEffect> effects) {
  public EntryFacts {
    effects = List.copyOf(effects);
  }
}
