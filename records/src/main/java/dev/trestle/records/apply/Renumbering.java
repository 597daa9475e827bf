package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.NumberStore.Decision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of numbers that move (A43, ADR 101): a record that has no other number goes whole,
 * by a link that can be undone; of one that keeps others the number goes alone, and only where
 * nothing but the patient was ever said under it. Anything else is for a person, and changes
 * nothing.
 */
final class Renumbering {
  private final Move move;
  private final ResourceKey key;
  private final Resolved target;
  private final Names names;
  private final Moves moves;
  private final NumberMoves numbers;
  private final List<UUID> hashes;
  private final Set<String> listed = new LinkedHashSet<>();
  private final List<Decided> decided = new ArrayList<>();
  private final List<PatientMerge> merges = new ArrayList<>(0);
  private final Set<UUID> joins = new LinkedHashSet<>();
  private final Set<Long> without = new HashSet<>();
  private long owner;
  private boolean whole;
  private long ranked;
  private @Nullable Finding conflict;

  /**
   * A number that goes to the target.
   *
   * @param rid the record that stays its own, or 0
   */
  record Decided(UUID name, long rid, long fromRid, long toRid) {}

  private Renumbering(
      Translation translation, Move move, Resolved target, Names names, Moves moves) {
    this.move = move;
    this.key = translation.keys().get(move.key());
    this.target = target;
    this.names = names;
    this.moves = moves;
    this.numbers = moves.numbers();
    this.hashes = names.hashes(move.former(), null);
    this.owner = target.rid();
    this.ranked = move.timeMicros();
    for (Statement statement : translation.statements()) {
      if (statement.key() == move.key() && statement.level() == Statement.MOVED) {
        statement.slots().forEach(slot -> listed.add(slot.path()));
      }
    }
  }

  /** Decides; changes nothing. */
  static Renumbering of(
      Translation translation, Move move, Resolved target, Names names, Moves moves)
      throws SQLException {
    Renumbering one = new Renumbering(translation, move, target, names, moves);
    one.conflict = move.former().names().containsAll(one.key.names()) ? one.alone() : one.decide();
    return one;
  }

  /** Why nothing can be done, or null. */
  @Nullable Finding conflict() {
    return conflict;
  }

  Move move() {
    return move;
  }

  List<Decided> decided() {
    return decided;
  }

  List<PatientMerge> merges() {
    return merges;
  }

  /** The names that lead to {@link #owner} from now on. */
  Set<UUID> joins() {
    return joins;
  }

  long owner() {
    return owner;
  }

  /** The places of the numbers in the target, as the message lists them. */
  Set<String> listed() {
    return listed;
  }

  /** Patients that do not have the numbers any more. */
  Set<Long> without() {
    return without;
  }

  /** Whether the numbers stay with the record that they name, which goes along. */
  boolean isWhole() {
    return whole;
  }

  /** Time of the decision that stands. */
  long ranked() {
    return ranked;
  }

  /** The numbers are to be nobody's but their own: a link by an A43 of before is taken back. */
  private @Nullable Finding alone() throws SQLException {
    long source = source();
    if (source < 0) {
      return MoveFindings.numbersApart();
    }
    if (source == target.rid()) {
      return MoveFindings.splitNumbers();
    }
    if (source > 0) {
      merges.add(word(source, target.rid(), Merge.Word.UNLINKED));
    }
    hashes.forEach(name -> decided.add(new Decided(name, target.rid(), source, target.rid())));
    return null;
  }

  private @Nullable Finding decide() throws SQLException {
    Set<Long> then = new HashSet<>();
    Set<Long> now = new HashSet<>();
    Set<@Nullable Decision> later = new HashSet<>();
    int repeats = 0;
    for (UUID name : hashes) {
      List<Decision> history = numbers.of(name);
      long owner = names.find(name).map(NameStore.Named::rid).orElse(0L);
      now.add(owner);
      then.add(NumberMoves.asOf(history, move.timeMicros(), owner));
      Decision next = null;
      for (Decision one : history) {
        if (one.timeMicros() == move.timeMicros()) {
          if (one.toRid() != target.rid()) {
            return MoveFindings.twoAtOnce();
          }
          repeats++;
          whole |= one.isWhole();
        }
        next = next == null && one.timeMicros() > move.timeMicros() ? one : next;
      }
      later.add(next == null ? null : withoutName(next));
    }
    if (repeats == hashes.size()) {
      ranked = Long.MIN_VALUE;
      return null;
    }
    then.remove(0L);
    now.remove(0L);
    if (repeats > 0 || then.size() > 1 || later.size() > 1) {
      return MoveFindings.numbersApart();
    }
    long from = then.isEmpty() ? 0 : then.iterator().next();
    return decide(from, now, later.iterator().next());
  }

  /** Numbers of one message went together before too. */
  private static Decision withoutName(Decision one) {
    return new Decision(
        new UUID(0, 0),
        one.rid(),
        one.fromRid(),
        one.toRid(),
        one.seq(),
        one.actor(),
        one.timeMicros());
  }

  /**
   * @param from the record that had the numbers, or 0
   * @param now who has them now
   * @param later what was decided of them at a later time at the source
   */
  private @Nullable Finding decide(long from, Set<Long> now, @Nullable Decision later)
      throws SQLException {
    long source = source();
    if (source < 0) {
      return MoveFindings.numbersApart();
    }
    boolean mixed =
        from != 0
            && from == target.rid()
            && listings(from).isOfOthers(move.timeMicros(), names.hashes(key, null));
    if (source == target.rid() || mixed) {
      return MoveFindings.oneRecord(); // listed together, by a message of after the move
    }
    long before = from == 0 ? 0 : standing(from);
    if (from != 0 && from == target.rid() && before != 0 && before != from) {
      comeBack(before);
      return null;
    }
    whole =
        from != 0
            && from != target.rid()
            && (later == null ? hashes.containsAll(numbers.store().names(from)) : later.isWhole());
    if (whole) {
      goWhole(from, List.of(before, source), later != null);
      return null;
    }
    if (from != 0 && from != target.rid() && source != 0 && source != from) {
      return MoveFindings.notTheirs();
    }
    if (from != 0 && before == target.rid()) {
      return MoveFindings.oneRecord(); // linked to it by the number, and got other numbers since
    }
    Finding spoken = spoken(from, now, later);
    if (spoken != null) {
      return spoken;
    }
    long was = from == 0 || from == target.rid() ? source : from;
    for (UUID name : hashes) {
      decided.add(new Decided(name, 0, was, target.rid()));
      if (later == null) {
        joins.add(name);
      }
    }
    if (later != null) {
      ranked = last();
      if (!now.contains(target.rid())) {
        without.add(target.rid());
      }
    } else if (from != 0 && from != target.rid()) {
      without.add(from);
    }
    return null;
  }

  /** Whether something stands against a number that goes alone. */
  private @Nullable Finding spoken(long from, Set<Long> now, @Nullable Decision later)
      throws SQLException {
    long until = later == null ? Long.MAX_VALUE : later.timeMicros();
    Set<Long> others = new LinkedHashSet<>(now);
    others.add(from);
    others.remove(0L);
    others.remove(target.rid());
    for (long rid : others) {
      if (moves.isTooLarge(rid)) {
        return MoveFindings.tooLarge();
      }
      Listings listings = listings(rid);
      if (listings.isListed(move.timeMicros(), until)) {
        return MoveFindings.saidSince();
      }
      if (rid == from && later == null) {
        if (listed.size() < hashes.size()) {
          return MoveFindings.notListed();
        }
        Finding charted = charted(listings, numbers.store().spoken(rid));
        if (charted != null) {
          return charted;
        }
      }
    }
    return null;
  }

  /** With what things of others say that were moved here. */
  private Listings listings(long rid) throws SQLException {
    Listings listings = new Listings(move.former(), names);
    listings.read(moves.thing(rid), moves.said(rid));
    for (long former : numbers.store().former(rid)) {
      listings.read(moves.thing(former), moves.said(former));
    }
    return listings;
  }

  private @Nullable Finding charted(Listings listings, Map<Long, Set<Long>> spoken)
      throws SQLException {
    Map<Listings.Under, Map<String, Integer>> counts = new EnumMap<>(Listings.Under.class);
    for (Map.Entry<Long, Set<Long>> one : spoken.entrySet()) {
      Listings.Under under = listings.under(one.getValue());
      if (under != Listings.Under.OTHERS) {
        counts
            .computeIfAbsent(under, fresh -> new TreeMap<>())
            .merge(moves.thing(one.getKey()).type, 1, Integer::sum);
      }
    }
    return counts.isEmpty() ? null : MoveFindings.chartedUnderNumber(counts);
  }

  /** A record without another number is the target's, by a link. */
  private void goWhole(long from, Collection<Long> before, boolean late) {
    owner = from;
    for (UUID name : hashes) {
      decided.add(new Decided(name, from, from, target.rid()));
      joins.add(name);
    }
    if (late) {
      return;
    }
    for (long other : before) {
      if (other != 0 && other != target.rid() && other != from) {
        merges.add(word(other, from, Merge.Word.UNLINKED));
      }
    }
    merges.add(word(target.rid(), from, Merge.Word.MERGED));
  }

  /** The record went whole with the number, and now has the other number as well. */
  private void comeBack(long before) {
    for (UUID name : hashes) {
      decided.add(new Decided(name, target.rid(), before, target.rid()));
    }
    merges.add(word(before, target.rid(), Merge.Word.UNLINKED));
  }

  private PatientMerge word(long survivor, long retired, Merge.Word word) {
    return new PatientMerge(survivor, retired, move.timeMicros(), word);
  }

  /** To whom a record went whole before, or 0. */
  private long standing(long rid) throws SQLException {
    long to = 0;
    for (UUID name : hashes) {
      for (Decision one : numbers.of(name)) {
        if (one.rid() == rid && one.timeMicros() < move.timeMicros()) {
          to = one.toRid();
        }
      }
    }
    return to;
  }

  private long last() throws SQLException {
    long last = move.timeMicros();
    for (UUID name : hashes) {
      for (Decision one : numbers.of(name)) {
        last = Math.max(last, one.timeMicros());
      }
    }
    return last;
  }

  /** The record that the message says the numbers were of: 0 when not known, -1 for several. */
  private long source() throws SQLException {
    ResourceKey source = move.source();
    Set<Long> found = new HashSet<>();
    for (UUID name : source == null ? List.<UUID>of() : names.hashes(source, null)) {
      long now = names.find(name).map(NameStore.Named::rid).orElse(0L);
      found.add(NumberMoves.asOf(numbers.of(name), move.timeMicros(), now));
    }
    found.remove(0L);
    return found.isEmpty() ? 0 : found.size() > 1 ? -1 : found.iterator().next();
  }
}
