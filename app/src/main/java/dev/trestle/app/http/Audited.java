package dev.trestle.app.http;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Records what a request did. */
public final class Audited {
  static final int SUCCESS = 0;
  static final int REFUSED = 4;
  static final int FAILED = 8;

  private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,40}");

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
    return change(parts, caller, action, detail, change, done -> action, patients);
  }

  /**
   * The same where what was done decides what it is called.
   *
   * @param name of the action, from what was done
   */
  static <T> T change(
      HttpParts parts,
      Principal caller,
      String action,
      String detail,
      Supplier<T> change,
      Function<T, String> name,
      Function<T, List<UUID>> patients) {
    T done;
    try {
      done = change.get();
    } catch (TrestleException refused) {
      record(
          parts, caller.getName(), action, FAILED, List.of(), refused.code().id() + ": " + detail);
      throw refused;
    }
    record(parts, caller.getName(), name.apply(done), SUCCESS, patients.apply(done), detail);
    return done;
  }

  /** A look at a message, or what was made of it: it is found again by the entry. */
  public static void entry(
      HttpParts parts, Principal caller, String action, long seq, String detail) {
    UUID id = parts.messages().journal().entry(seq).id();
    record(
        parts,
        caller.getName(),
        action,
        SUCCESS,
        new Target(Optional.of(AuditEvent.ENTRY), Optional.of(id), List.of()),
        Optional.of(detail));
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
    Target target = new Target(Optional.of(type), Optional.empty(), patients);
    record(parts, caller.getName(), action, SUCCESS, target, detail);
  }

  /**
   * One resource that was asked for, found or not.
   *
   * @param type as the caller wrote it: kept only when it could be one
   * @param id as the caller wrote it: kept only when it could be one of ours
   * @param found empty when there is no such resource
   */
  static void resource(
      HttpParts parts,
      Principal caller,
      String action,
      String type,
      String id,
      Optional<Resource> found,
      Optional<String> detail) {
    List<UUID> patients =
        found.stream().flatMap(resource -> PatientOf.resource(resource).stream()).toList();
    Optional<String> known = TYPE.matcher(type).matches() ? Optional.of(type) : Optional.empty();
    Target target = new Target(known, PatientOf.uuid(id), patients);
    int outcome = found.isPresent() ? SUCCESS : REFUSED;
    record(parts, caller.getName(), action, outcome, target, detail);
  }

  static void record(
      HttpParts parts,
      String actor,
      String action,
      int outcome,
      List<UUID> patients,
      String detail) {
    Optional<String> type = patients.isEmpty() ? Optional.empty() : Optional.of("Patient");
    Target target = new Target(type, Optional.empty(), patients);
    record(parts, actor, action, outcome, target, Optional.of(detail));
  }

  /** What an event is about. */
  private record Target(Optional<String> type, Optional<UUID> id, List<UUID> patients) {}

  private static void record(
      HttpParts parts,
      String actor,
      String action,
      int outcome,
      Target target,
      Optional<String> detail) {
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                actor,
                action,
                outcome,
                target.type(),
                target.id(),
                target.patients(),
                detail));
  }
}
