package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Statement;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.store.MoveStore;
import dev.trestle.records.store.MoveStore.Decision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a visit is by all that was decided of it and of its account (ADR 107): where its own last
 * move says, unless its account was taken from there since. Asks what was decided, not what stands,
 * so that the order of arrival decides nothing.
 */
final class Places {
  private static final Comparator<Decision> BY_TIME =
      Comparator.comparingLong(Decision::timeMicros)
          .thenComparing(Decision::actor)
          .thenComparingLong(Decision::seq);

  private final MoveStore store;
  private final WorkingSet working;
  private final Moves moves;
  private final long firstNewRid;
  private final List<Decision> fresh = new ArrayList<>(0);

  /**
   * @param firstNewRid things from here on are made by this batch: no table has moves of them
   */
  Places(MoveStore store, WorkingSet working, Moves moves, long firstNewRid) {
    this.store = store;
    this.working = working;
    this.moves = moves;
    this.firstNewRid = firstNewRid;
  }

  /** Takes a decision of this batch. */
  void decided(Decision decision) {
    fresh.add(decision);
  }

  /** What was decided of a thing. */
  List<Decision> of(long rid) throws SQLException {
    List<Decision> all = new ArrayList<>(rid < firstNewRid ? store.of(rid) : List.of());
    fresh.stream().filter(one -> one.rid() == rid).forEach(all::add);
    return all;
  }

  /** The last that was decided of a thing. */
  @Nullable Decision last(long rid) throws SQLException {
    return last(of(rid));
  }

  /** The last of some decisions by their time at the source. */
  static @Nullable Decision last(List<Decision> decisions) {
    return decisions.stream().max(BY_TIME).orElse(null);
  }

  /** Whether an account was taken from where the last move of its visit left that one. */
  static boolean follows(@Nullable Decision last, List<Decision> account) {
    return last == null
        || account.stream()
            .anyMatch(one -> one.fromRid() == last.toRid() && BY_TIME.compare(one, last) > 0);
  }

  /** Whose something is by the move that stands, or null when it was never moved. */
  @Nullable HeldSlot standing(long rid) throws SQLException {
    Working thing = working.find(rid).orElse(null);
    if (thing != null) {
      for (HeldSlot slot : thing.state().slots()) {
        if (Moves.isSubject(slot) && slot.rank().level() == Statement.MOVED) {
          return slot;
        }
      }
    }
    return null;
  }

  /** A rank of the same statement that stands above all that was said of whose something is. */
  static Stamp above(Working thing, Stamp stamp) {
    return above(thing.state().slots().stream().filter(Moves::isSubject), stamp);
  }

  /** The same, above all that was said of something. */
  static Stamp aboveAll(Working thing, Stamp stamp) {
    return above(thing.state().slots().stream(), stamp);
  }

  private static Stamp above(Stream<HeldSlot> slots, Stamp stamp) {
    return slots
        .map(HeldSlot::rank)
        .max(Comparator.naturalOrder())
        .map(highest -> above(highest, stamp))
        .orElse(stamp);
  }

  private static Stamp above(Stamp other, Stamp stamp) {
    return other.compareTo(stamp) <= 0
        ? stamp
        : new Stamp(
            other.level(),
            other.timeMicros() + 1,
            stamp.source(),
            stamp.position(),
            stamp.seq(),
            stamp.mapping());
  }

  /**
   * Whether a visit is nothing but what moves said of it: a move that came before the one that
   * brings the visit made it. Such a visit can be told with another one.
   */
  boolean isShell(Working visit) throws SQLException {
    Set<Long> entries = new HashSet<>();
    of(visit.rid).forEach(one -> entries.add(one.seq()));
    if (entries.isEmpty() || !visit.type.equals(Hanging.ENCOUNTER)) {
      return false;
    }
    for (HeldSlot slot : visit.state().slots()) {
      boolean said = entries.contains(slot.setBy().seq()) && entries.contains(slot.rank().seq());
      if (!slot.isVacant() && !said && !Moves.isSubject(slot)) {
        return false;
      }
    }
    for (StatementDelta delta : moves.said(visit.rid)) {
      if (!entries.contains(delta.seq())) {
        return false;
      }
    }
    return !moves.isTooLarge(visit.patientRid()) && !moves.isReferredTo(visit);
  }
}
