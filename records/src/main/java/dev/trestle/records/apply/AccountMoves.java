package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.store.MoveStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which visits an account covers (A44): those that name its number among their identifiers. A visit
 * names its account by number alone, since few messages say more of one.
 */
final class AccountMoves {
  static final String ACCOUNT = "Account";
  private static final String IDENTIFIER = "identifier[";
  private static final String ACCOUNT_NUMBER = "AN";

  private final Moves moves;
  private final WorkingSet working;

  AccountMoves(Moves moves, WorkingSet working) {
    this.moves = moves;
    this.working = working;
  }

  /**
   * What goes along with an account.
   *
   * @param things that change their Patient
   * @param patientRid whose the account is now
   * @param standing the decision of before that stands, or null
   * @param visits that go where a move says that came too early
   * @param conflict why that cannot be known, or null
   */
  record Along(
      long patientRid,
      @Nullable HeldSlot standing,
      List<Working> things,
      List<Again> visits,
      @Nullable Finding conflict,
      List<Finding> findings) {}

  /**
   * A visit that was moved on from where its account takes it now, before it was known there.
   *
   * @param shell what that move made
   */
  record Again(
      Resolved visit, long ownerRid, HeldSlot standing, List<Working> things, Working shell) {
    Moved of(Resolved former) {
      return new Moved(null, visit, former, ownerRid, standing.rank(), standing, things, shell);
    }
  }

  /**
   * An account with its visits and what hangs on them, of both who may have had it.
   *
   * @param account of the Patient that it was of until now
   * @param formerRid the Patient that the translation takes it from
   * @param toRid the Patient that the translation gives it to
   */
  Along along(
      Translation translation, Move move, Resolved account, long formerRid, long toRid, Stamp stamp)
      throws SQLException {
    long ownerRid = account.isNew() ? 0 : account.patientRid();
    boolean stands = account.isNew() || moves.stands(account.rid(), stamp);
    long patientRid = stands ? toRid : ownerRid;
    HeldSlot standing = stands ? null : moves.places().standing(account.rid());
    Set<String> numbers = numbers(translation, move.key());
    List<Working> things = new ArrayList<>();
    List<Again> again = new ArrayList<>(0);
    List<Finding> findings = new ArrayList<>(0);
    if (ownerRid != 0) {
      numbers.addAll(numbers(account.rid()));
      if (ownerRid != patientRid) {
        Working one = moves.thing(account.rid());
        things.add(one);
        things.addAll(moves.onAccountAlone(one));
        if (namesInsurance(one)) {
          findings.add(MoveFindings.insurance());
        }
      }
    }
    List<MoveStore.Decision> decided = decided(account.rid(), formerRid, ownerRid, stamp);
    Set<Long> patients = new LinkedHashSet<>(List.of(formerRid, ownerRid));
    patients.remove(0L);
    patients.remove(patientRid);
    Finding conflict = null;
    for (long patient : patients) {
      conflict = moves.isTooLarge(patient) ? MoveFindings.tooLarge() : conflict;
      for (Working visit : visits(patient, numbers)) {
        if (Places.follows(moves.places().last(visit.rid), decided)) {
          conflict = hasAnother(visit, numbers) ? MoveFindings.twoAccounts() : conflict;
          Again on = again(visit, numbers, toRid);
          if (on != null) {
            again.add(on);
            continue;
          }
          boolean twice = isThere(patientRid, visit, numbers);
          conflict = twice ? MoveFindings.visitOfBoth() : conflict;
          things.addAll(moves.withHanging(visit.rid));
        }
      }
    }
    return new Along(patientRid, standing, things, again, conflict, findings);
  }

  /** A visit that a move of before took away from the Patient to whom its account goes. */
  private @Nullable Again again(Working visit, Set<String> account, long toRid)
      throws SQLException {
    Set<String> own = ownNumbers(visit, account);
    for (long rid : moves.given(toRid)) {
      Working other = moves.thing(rid);
      HeldSlot standing = moves.places().standing(rid);
      if (standing != null
          && rid != visit.rid
          && !Collections.disjoint(own, ownNumbers(other, account))
          && moves.places().isShell(other)) {
        Resolved one =
            new Resolved(
                visit.type, visit.rid, visit.id, other.patientRid(), false, new ArrayList<>(0));
        return new Again(one, visit.patientRid(), standing, moves.withHanging(visit.rid), other);
      }
    }
    return null;
  }

  /** What is decided of an account with a move of now. */
  private List<MoveStore.Decision> decided(long rid, long formerRid, long ownerRid, Stamp stamp)
      throws SQLException {
    List<MoveStore.Decision> decided = new ArrayList<>(moves.places().of(rid));
    for (long from : List.of(formerRid, ownerRid)) {
      decided.add(
          new MoveStore.Decision(rid, from, 0, stamp.seq(), stamp.source(), stamp.timeMicros(), 0));
    }
    return decided;
  }

  /** Whether a Patient has a visit of the same number already: nothing folds two into one. */
  private boolean isThere(long patientRid, Working visit, Set<String> account) throws SQLException {
    Set<String> own = ownNumbers(visit, account);
    for (Working other : own.isEmpty() ? visits(patientRid, account) : moves.chart(patientRid)) {
      if (other.type.equals(Hanging.ENCOUNTER)) {
        Set<String> theirs = ownNumbers(other, account);
        if (own.isEmpty() ? theirs.isEmpty() : !Collections.disjoint(own, theirs)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The numbers of a visit that are not those of its account. */
  private static Set<String> ownNumbers(Working visit, Set<String> account) {
    Set<String> numbers = new HashSet<>();
    for (HeldSlot slot : visit.state().slots()) {
      JsonNode value = slot.value();
      String path = slot.key().path();
      boolean isNumber = path.startsWith(IDENTIFIER) && value != null && !isAccountNumber(value);
      if (isNumber && !account.contains(path)) {
        numbers.add(path);
      }
    }
    return numbers;
  }

  /** Who pays and who stands in for it is known of the patient, not of the account. */
  private static boolean namesInsurance(Working account) {
    ObjectNode rendered = account.rendered();
    return rendered.has("coverage") || rendered.has("guarantor");
  }

  /** The places of the numbers that a translation gives a resource. */
  static Set<String> numbers(Translation translation, int key) {
    Set<String> numbers = new HashSet<>();
    for (Statement statement : translation.statements()) {
      if (statement.key() == key) {
        statement.slots().stream()
            .filter(slot -> slot.path().startsWith(IDENTIFIER) && slot.value() != null)
            .forEach(slot -> numbers.add(slot.path()));
      }
    }
    return numbers;
  }

  /** The places of the numbers of a resource that is there. */
  private Set<String> numbers(long rid) throws SQLException {
    Set<String> numbers = new HashSet<>();
    working.find(rid).ifPresent(one -> numbers.addAll(numbers(one)));
    return numbers;
  }

  /** The places of the numbers that a visit has now. */
  static Set<String> current(Working visit) {
    Set<String> numbers = new HashSet<>();
    for (HeldSlot slot : visit.state().slots()) {
      JsonNode value = slot.value();
      if (slot.key().path().startsWith(IDENTIFIER) && value != null && isCurrent(value)) {
        numbers.add(slot.key().path());
      }
    }
    return numbers;
  }

  /** The account of a visit, where it was taken from where the visit's last move left that one. */
  @Nullable Working taken(long patientRid, Set<String> numbers, MoveStore.@Nullable Decision last)
      throws SQLException {
    Working account = given(patientRid, numbers).orElse(null);
    return account != null && Places.follows(last, moves.places().of(account.rid)) ? account : null;
  }

  private static Set<String> numbers(Working resource) {
    Set<String> numbers = new HashSet<>();
    for (HeldSlot slot : resource.state().slots()) {
      if (slot.key().path().startsWith(IDENTIFIER) && slot.value() != null) {
        numbers.add(slot.key().path());
      }
    }
    return numbers;
  }

  /** An account of these numbers that went from a Patient to another one. */
  Optional<Working> given(long patientRid, Set<String> numbers) throws SQLException {
    for (long rid : moves.given(patientRid)) {
      Working thing = working.find(rid).orElse(null);
      if (thing != null
          && thing.type.equals(ACCOUNT)
          && thing.patientRid() != patientRid
          && numbers(thing).stream().anyMatch(numbers::contains)) {
        return Optional.of(thing);
      }
    }
    return Optional.empty();
  }

  /** The visits of a Patient that are of an account of these numbers. */
  private List<Working> visits(long patientRid, Set<String> account) throws SQLException {
    List<Working> visits = new ArrayList<>();
    for (Working one : moves.chart(patientRid)) {
      if (one.type.equals(Hanging.ENCOUNTER)
          && one.state().slots().stream().anyMatch(slot -> isOf(slot, account))) {
        visits.add(one);
      }
    }
    return visits;
  }

  private static boolean isOf(HeldSlot slot, Set<String> account) {
    JsonNode value = slot.value();
    return account.contains(slot.key().path()) && value != null && isCurrent(value);
  }

  private static boolean isCurrent(JsonNode value) {
    return !identifier(value).path("use").asString("").equals("old");
  }

  /** Whether a visit names another account beside the one of these numbers. */
  private static boolean hasAnother(Working visit, Set<String> account) {
    return visit.state().slots().stream()
        .anyMatch(
            slot -> {
              JsonNode value = slot.value();
              return slot.key().path().startsWith(IDENTIFIER)
                  && !account.contains(slot.key().path())
                  && value != null
                  && isCurrent(value)
                  && isAccountNumber(value);
            });
  }

  private static JsonNode identifier(JsonNode value) {
    return value.isArray() ? value.path(0) : value;
  }

  private static boolean isAccountNumber(JsonNode value) {
    for (JsonNode coding : identifier(value).path("type").path("coding")) {
      if (coding.path("code").asString("").equals(ACCOUNT_NUMBER)) {
        return true;
      }
    }
    return false;
  }
}
