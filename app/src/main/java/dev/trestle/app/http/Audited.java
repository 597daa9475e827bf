package dev.trestle.app.http;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Records what a request did. */
public final class Audited {
  static final int SUCCESS = 0;
  static final int REFUSED = 4;
  static final int FAILED = 8;

  private Audited() {}

  /** Something that was shown or done. */
  public static void done(HttpParts parts, Principal caller, String action, String detail) {
    record(parts, caller.getName(), action, SUCCESS, List.of(), detail);
  }

  /** The same about these Patients. */
  public static void done(
      HttpParts parts, Principal caller, String action, List<UUID> patients, String detail) {
    record(parts, caller.getName(), action, SUCCESS, patients, detail);
  }

  /** A change and whether it was made: what is refused is recorded with its problem. */
  public static <T> T change(
      HttpParts parts, Principal caller, String action, String detail, Supplier<T> change) {
    return change(parts, caller, action, detail, change, done -> List.of());
  }

  /**
   * The same about Patients.
   *
   * @param patients that were changed, from what was done
   */
  static <T> T change(
      HttpParts parts,
      Principal caller,
      String action,
      String detail,
      Supplier<T> change,
      Function<T, List<UUID>> patients) {
    T done;
    try {
      done = change.get();
    } catch (TrestleException refused) {
      record(
          parts, caller.getName(), action, FAILED, List.of(), refused.code().id() + ": " + detail);
      throw refused;
    }
    record(parts, caller.getName(), action, SUCCESS, patients.apply(done), detail);
    return done;
  }

  /** A look at a message, or what was made of it: it is found again by the entry. */
  public static void entry(
      HttpParts parts, Principal caller, String action, long seq, String detail) {
    UUID id = parts.messages().journal().entry(seq).id();
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                caller.getName(),
                action,
                SUCCESS,
                Optional.of(AuditEvent.ENTRY),
                Optional.of(id),
                List.of(),
                Optional.of(detail)));
  }

  /**
   * Resources of a type that were asked about, or sent in.
   *
   * @param patients that were shown or changed; may be none
   */
  static void ofType(
      HttpParts parts,
      Principal caller,
      String action,
      String type,
      List<UUID> patients,
      Optional<String> detail) {
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                caller.getName(),
                action,
                SUCCESS,
                Optional.of(type),
                Optional.empty(),
                patients,
                detail));
  }

  static void record(
      HttpParts parts,
      String actor,
      String action,
      int outcome,
      List<UUID> patients,
      String detail) {
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                actor,
                action,
                outcome,
                patients.isEmpty() ? Optional.empty() : Optional.of("Patient"),
                Optional.empty(),
                patients,
                Optional.of(detail)));
  }
}
