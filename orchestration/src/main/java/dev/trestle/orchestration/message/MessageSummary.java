package dev.trestle.orchestration.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the journal and what became of it, without patient data.
 *
 * @param seq its number
 * @param source {@code mercy/adt}
 * @param type {@code ADT^A01}
 * @param receivedAt time of the journal
 * @param bytes length of the message
 * @param state where it is
 * @param settledAt when it was settled
 * @param resources how many it made or changed
 * @param reference the first copy of a duplicate, the corrected copy of a dismissed one, or what it
 *     waits for; 0 for none
 * @param notes codes and places of findings
 */
public record MessageSummary(
    long seq,
    String source,
    String type,
    Instant receivedAt,
    int bytes,
    MessageState state,
    Optional<Instant> settledAt,
    int resources,
    long reference,
    List<Note> notes) {
  public MessageSummary {
    notes = List.copyOf(notes);
  }

  /**
   * A finding as it is kept with the outcome.
   *
   * @param severity {@code error}, {@code warning}, {@code information}
   * @param code its id
   * @param location {@code PID-3[2].4}
   */
  public record Note(String severity, String code, String location) {}
}
