package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.NumberStore;
import dev.trestle.records.store.NumberStore.Decision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What numbers meant when (A43, ADR 101). A number leads to the patient who has it now; what was
 * said under it before it moved is of the one who had it then, whenever it comes. Costs nothing
 * where no number of a Patient of the batch ever moved.
 */
final class NumberMoves {
  private final NumberStore store;
  private final Set<Long> concerned = new HashSet<>(0);
  private final Map<UUID, List<Decision>> known = new HashMap<>(0);
  private final List<Decision> decisions = new ArrayList<>(0);

  NumberMoves(NumberStore store) {
    this.store = store;
  }

  /** Takes the Patients to or from whom a number went. */
  Set<Long> concerned() {
    return concerned;
  }

  NumberStore store() {
    return store;
  }

  /** What was decided of a number, the earliest at the source first. */
  List<Decision> of(UUID name) throws SQLException {
    read(Set.of(name));
    return known.getOrDefault(name, List.of());
  }

  private void read(Collection<UUID> names) throws SQLException {
    Set<UUID> fresh = new HashSet<>(names);
    fresh.removeAll(known.keySet());
    if (!fresh.isEmpty()) {
      Map<UUID, List<Decision>> found = store.of(fresh);
      fresh.forEach(name -> known.put(name, found.getOrDefault(name, List.of())));
    }
  }

  /** Entries that follow read it from the table: such an entry is a batch of its own. */
  void decided(Decision decision) {
    decisions.add(decision);
  }

  void write() throws SQLException {
    store.add(decisions);
  }

  /**
   * The record that a number named at a time, or 0 when that is not known.
   *
   * @param now the record that it names now
   */
  static long asOf(List<Decision> history, long timeMicros, long now) {
    long owner = now;
    boolean moved = false;
    for (Decision one : history) {
      if (!one.isWhole() && (!moved || one.timeMicros() <= timeMicros)) {
        owner = one.timeMicros() <= timeMicros ? one.toRid() : one.fromRid();
        moved = true;
      }
    }
    return owner;
  }

  /**
   * Whom a message of before a move speaks of.
   *
   * @param rid the record that had the number then, or 0 when the names mean what they mean now
   * @param ownerRid whose everything is that it says under the number
   * @param conflict why that cannot be known, or null
   */
  record Earlier(long rid, long ownerRid, @Nullable Finding conflict) {}

  /**
   * Looks whether a number of a message moved after it.
   *
   * @param key the Patient that the message names
   */
  Optional<Earlier> earlier(
      List<UUID> hashes, Names names, Translation translation, ResourceKey key)
      throws SQLException {
    if (concerned.isEmpty()) {
      return Optional.empty();
    }
    Map<UUID, Long> now = new HashMap<>();
    for (UUID hash : hashes) {
      names.find(hash).map(NameStore.Named::rid).ifPresent(rid -> now.put(hash, rid));
    }
    if (now.values().stream().noneMatch(concerned::contains)) {
      return Optional.empty();
    }
    read(now.keySet());
    long timeMicros = time(translation, key);
    boolean charted = translation.keys().stream().anyMatch(other -> key.equals(other.patient()));
    boolean moved = false;
    boolean whole = false;
    for (UUID hash : now.keySet()) {
      for (Decision one : of(hash)) {
        moved |= one.timeMicros() > timeMicros;
        whole |= one.timeMicros() > timeMicros && one.isWhole();
      }
    }
    Earlier before =
        moved ? before(now, hashes.size() > now.size(), whole, timeMicros, charted) : null;
    boolean fixed = before != null && before.rid() != 0 && isFixed(translation, key);
    return Optional.ofNullable(fixed ? conflict(MoveFindings.listOfNumber()) : before);
  }

  /** What is said of a Patient is said at this time. */
  private static long time(Translation translation, ResourceKey key) {
    int index = translation.keys().indexOf(key);
    List<Statement> about =
        translation.statements().stream().filter(one -> one.key() == index).toList();
    return (about.isEmpty() ? translation.statements() : about)
        .stream().mapToLong(Statement::timeMicros).max().orElse(Long.MAX_VALUE);
  }

  /** Lists would be of the one patient and their members of the other. */
  private static boolean isFixed(Translation translation, ResourceKey key) {
    int index = translation.keys().indexOf(key);
    return !translation.moves().isEmpty()
        || translation.snapshots().stream().anyMatch(list -> list.owner() == index);
  }

  /**
   * @param strangers whether the message has numbers that are not known
   * @param whole whether a record went since with this as its number
   */
  private @Nullable Earlier before(
      Map<UUID, Long> now, boolean strangers, boolean whole, long timeMicros, boolean charted)
      throws SQLException {
    Set<Long> then = new HashSet<>();
    for (Map.Entry<UUID, Long> one : now.entrySet()) {
      then.add(asOf(of(one.getKey()), timeMicros, one.getValue()));
    }
    Set<Long> owners = new HashSet<>(now.values());
    if (then.size() > 1 || (strangers && (whole || then.contains(0L)))) {
      return conflict(MoveFindings.numberOfAnother());
    }
    long rid = then.iterator().next();
    long owner = owners.iterator().next();
    if (rid == 0 && owners.size() > 1) {
      return conflict(MoveFindings.numberOfAnother());
    }
    if (rid == 0 || (rid == owner && owners.size() == 1)) {
      return null;
    }
    if (charted && (strangers || owners.size() > 1)) {
      return conflict(MoveFindings.numberOfAnother());
    }
    return new Earlier(rid, owner, null);
  }

  private static Earlier conflict(Finding finding) {
    return new Earlier(0, 0, finding);
  }
}
