package dev.trestle.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which events are wanted; empty means any.
 *
 * @param patients ids of Patients: events about at least one of them
 * @param actor name of the token or of the part of Trestle
 * @param action as it is recorded: {@code read}
 * @param entry id of a journal entry: what was done with it
 * @param from at or after
 * @param to before
 * @param after only older ones than this event: the last of the page before
 * @param limit of the page
 */
public record AuditQuery(
    List<UUID> patients,
    Optional<String> actor,
    Optional<String> action,
    Optional<UUID> entry,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<UUID> after,
    int limit) {
  /** The most events of one page. */
  public static final int PAGE = 100;

  public static final AuditQuery ALL =
      new AuditQuery(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          PAGE);

  public AuditQuery {
    patients = List.copyOf(patients);
  }

  public AuditQuery about(List<UUID> others) {
    return new AuditQuery(others, actor, action, entry, from, to, after, limit);
  }

  public AuditQuery by(String name) {
    return new AuditQuery(patients, Optional.of(name), action, entry, from, to, after, limit);
  }

  public AuditQuery of(String what) {
    return new AuditQuery(patients, actor, Optional.of(what), entry, from, to, after, limit);
  }

  public AuditQuery at(UUID journalEntry) {
    return new AuditQuery(
        patients, actor, action, Optional.of(journalEntry), from, to, after, limit);
  }

  public AuditQuery between(Optional<Instant> begin, Optional<Instant> end) {
    return new AuditQuery(patients, actor, action, entry, begin, end, after, limit);
  }

  public AuditQuery after(UUID last) {
    return new AuditQuery(patients, actor, action, entry, from, to, Optional.of(last), limit);
  }

  public AuditQuery withLimit(int most) {
    return new AuditQuery(patients, actor, action, entry, from, to, after, most);
  }
}
