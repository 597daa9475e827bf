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
 * @param from at or after
 * @param to before
 * @param after only older ones than this event: the last of the page before
 * @param limit of the page
 */
public record AuditQuery(
    List<UUID> patients,
    Optional<String> actor,
    Optional<String> action,
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
          PAGE);

  public AuditQuery {
    patients = List.copyOf(patients);
  }

  public AuditQuery about(List<UUID> others) {
    return new AuditQuery(others, actor, action, from, to, after, limit);
  }

  public AuditQuery by(String name) {
    return new AuditQuery(patients, Optional.of(name), action, from, to, after, limit);
  }

  public AuditQuery of(String what) {
    return new AuditQuery(patients, actor, Optional.of(what), from, to, after, limit);
  }

  public AuditQuery between(Optional<Instant> begin, Optional<Instant> end) {
    return new AuditQuery(patients, actor, action, begin, end, after, limit);
  }

  public AuditQuery after(UUID last) {
    return new AuditQuery(patients, actor, action, from, to, Optional.of(last), limit);
  }

  public AuditQuery withLimit(int most) {
    return new AuditQuery(patients, actor, action, from, to, after, most);
  }
}
