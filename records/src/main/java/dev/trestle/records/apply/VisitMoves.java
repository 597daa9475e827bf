package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.store.MoveStore.Decision;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a move of a visit (A45) finds: the visit by any of its names, and where it is now. */
final class VisitMoves {
  private final Moves moves;
  private final AccountMoves accounts;
  private final Names names;

  VisitMoves(Moves moves, AccountMoves accounts, Names names) {
    this.moves = moves;
    this.accounts = accounts;
    this.names = names;
  }

  /**
   * Where a visit is.
   *
   * @param standing who it is of by an earlier decision, or null when the move of now says it
   */
  record Place(long patientRid, @Nullable HeldSlot standing) {}

  /**
   * All names of what moves: under both patients, and the one with which a visit came to the former
   * patient.
   *
   * @param hashes under the patient it moves to
   */
  List<UUID> hashes(Move move, List<UUID> hashes, Resolved former) throws SQLException {
    Set<UUID> all = new LinkedHashSet<>(hashes);
    all.addAll(names.hashes(move.former(), former.id()));
    UUID before =
        move.former().type().equals(Hanging.ENCOUNTER)
            ? cameWithAccount(move.former(), former)
            : null;
    if (before != null) {
      all.add(before);
    }
    return new ArrayList<>(all);
  }

  /** The names that do not lead to a shell. */
  List<UUID> without(List<UUID> hashes, @Nullable Working shell) {
    Set<UUID> away = shell == null ? Set.of() : names.of(shell.rid);
    return hashes.stream().filter(hash -> !away.contains(hash)).toList();
  }

  /** The names that lead nowhere yet. */
  List<UUID> unknown(List<UUID> hashes) throws SQLException {
    List<UUID> unknown = new ArrayList<>();
    for (UUID hash : hashes) {
      if (names.find(hash).isEmpty()) {
        unknown.add(hash);
      }
    }
    return unknown;
  }

  /** The name of a visit that came to the former patient with its account. */
  private @Nullable UUID cameWithAccount(ResourceKey visit, Resolved former) throws SQLException {
    if (former.isNew()) {
      return null;
    }
    for (UUID patient : moves.formerOf(former.rid())) {
      for (UUID hash : names.hashes(visit, patient)) {
        NameStore.Named named = names.find(hash).orElse(null);
        if (named != null
            && (named.patientRid() == former.rid()
                || accounts
                    .given(former.rid(), AccountMoves.current(moves.thing(named.rid())))
                    .isPresent())) {
          return hash;
        }
      }
    }
    return null;
  }

  /**
   * Of two visits that the names of a move lead to, the one that is nothing but what another move
   * said, which came too early; null when there are not two, or none is.
   */
  @Nullable Working shell(Collection<UUID> hashes) throws SQLException {
    Set<Long> found = new LinkedHashSet<>();
    for (UUID hash : hashes) {
      names.find(hash).ifPresent(named -> found.add(named.rid()));
    }
    if (found.size() == 2) {
      for (long rid : found) {
        Working visit = moves.thing(rid);
        if (moves.places().isShell(visit)) {
          return visit;
        }
      }
    }
    return null;
  }

  /** All names that lead to a visit. */
  Set<UUID> names(Working visit) throws SQLException {
    Set<UUID> all = new LinkedHashSet<>(names.of(visit.rid));
    all.addAll(moves.numbers().store().names(visit.rid));
    return all;
  }

  /** Where a visit is by all its moves, one of now among them. */
  Place place(
      Translation translation,
      int key,
      Resolved found,
      @Nullable Working shell,
      long toRid,
      Stamp stamp)
      throws SQLException {
    Decision now =
        new Decision(found.rid(), 0, toRid, stamp.seq(), stamp.source(), stamp.timeMicros(), 0);
    List<Decision> own = moves.places().of(found.rid());
    List<Decision> others = shell == null ? List.of() : moves.places().of(shell.rid);
    List<Decision> all = new ArrayList<>(own);
    all.addAll(others);
    all.add(now);
    Decision last = Places.last(all);
    Set<String> numbers = AccountMoves.numbers(translation, key);
    if (!found.isNew()) {
      numbers.addAll(AccountMoves.current(moves.thing(found.rid())));
    }
    if (shell != null) {
      numbers.addAll(AccountMoves.current(shell));
    }
    long there = last == null ? toRid : last.toRid();
    Working account = accounts.taken(there, numbers, last);
    if (account != null) {
      return new Place(account.patientRid(), moves.places().standing(account.rid));
    }
    if (last == null || last.equals(now)) {
      return new Place(toRid, null);
    }
    long holder = shell != null && others.contains(last) ? shell.rid : found.rid();
    Working visit = moves.thing(holder);
    return new Place(visit.patientRid(), moves.places().standing(holder));
  }

  /** How a visit may be named that is of a Patient now. */
  List<UUID> hashes(ResourceKey visit, Resolved owner) throws SQLException {
    List<UUID> hashes = new ArrayList<>(names.hashes(visit, owner.id()));
    for (UUID patient : moves.formerOf(owner.rid())) {
      hashes.addAll(names.hashes(visit, patient));
    }
    return hashes;
  }

  /** What this translation itself moves to its patient. */
  @Nullable Resolved takenAlong(Moved one, ResourceKey key, Resolved subject) throws SQLException {
    if (one.things().isEmpty()) {
      return null;
    }
    Set<UUID> patients = new LinkedHashSet<>(moves.formerOf(one.ownerRid()));
    patients.add(one.former().id());
    patients.add(moves.id(one.ownerRid()));
    for (UUID patient : patients) {
      for (UUID hash : names.hashes(key, patient)) {
        Optional<NameStore.Named> named = names.find(hash);
        if (named.isPresent() && one.takes(named.get().rid())) {
          return new Resolved(
              key.type(),
              named.get().rid(),
              named.get().id(),
              subject.rid(),
              false,
              new ArrayList<>());
        }
      }
    }
    return null;
  }
}
