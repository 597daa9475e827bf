package dev.trestle.records.apply;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.records.fold.SlotKey;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which of a Patient's numbers each message listed, by what it said of the Patient. What else it
 * said was said under these numbers.
 */
final class Listings {
  private static final String IDENTIFIER = "identifier[";

  /** What a message lists. */
  private enum Listed {
    /** A number that moves. */
    MOVED,
    /** Another number of a patient. */
    OTHER,
    /** A number of the same authority that names nobody: written otherwise, or not known. */
    UNCLEAR
  }

  /** Under which numbers something was said. */
  enum Under {
    /** Never under one that moves. */
    OTHERS,
    /** Under those that move and under no other. */
    MOVED,
    /** Under both. */
    BOTH,
    /** That is not known. */
    UNKNOWN
  }

  private final ResourceKey moved;
  private final Names names;
  private final Set<UUID> hashes;
  private final Set<String> authorities = new HashSet<>();
  private final Map<Long, Set<Listed>> bySeq = new HashMap<>();
  private final List<Together> together = new ArrayList<>();

  /** A message that lists a number that moves, with other numbers that name patients. */
  private record Together(long timeMicros, Set<UUID> others) {}

  /**
   * @param moved a Patient's key that has the moved numbers for names
   */
  Listings(ResourceKey moved, Names names) {
    this.moved = moved;
    this.names = names;
    this.hashes = Set.copyOf(names.hashes(moved, null));
    moved.names().forEach(name -> authorities.add(name.authority()));
  }

  /** Takes what was said of a Patient. */
  void read(Working patient, List<StatementDelta> said) throws SQLException {
    for (StatementDelta delta : said) {
      Set<Listed> lists = EnumSet.noneOf(Listed.class);
      Set<UUID> others = new HashSet<>();
      long timeMicros = Long.MIN_VALUE;
      for (StatementDelta.Part part : delta.parts()) {
        if (part.stamp().level() != Statement.MOVED) {
          timeMicros = Math.max(timeMicros, part.stamp().timeMicros());
          for (SlotKey place : part.places(patient.state())) {
            add(place.path(), lists, others);
          }
        }
      }
      bySeq.computeIfAbsent(delta.seq(), fresh -> EnumSet.noneOf(Listed.class)).addAll(lists);
      if (lists.contains(Listed.MOVED)) {
        together.add(new Together(timeMicros, others));
      }
    }
  }

  private void add(String path, Set<Listed> lists, Set<UUID> others) throws SQLException {
    int bar = path.indexOf('|');
    if (!path.startsWith(IDENTIFIER) || bar < 0) {
      return;
    }
    String authority = path.substring(IDENTIFIER.length(), bar);
    BusinessKey name =
        new BusinessKey(BusinessKey.PATIENT, authority, path.substring(bar + 1, path.length() - 1));
    ResourceKey key = new ResourceKey(moved.type(), moved.scope(), null, List.of(name));
    UUID hash = names.hashes(key, null).get(0);
    Optional<NameStore.Named> named = names.find(hash);
    if (hashes.contains(hash)) {
      lists.add(Listed.MOVED);
    } else if (named.isPresent()) {
      lists.add(Listed.OTHER);
      others.add(hash);
    } else if (authorities.contains(authority)) {
      lists.add(Listed.UNCLEAR);
    }
  }

  /** Whether a message of this time span lists a number that moves. */
  boolean isListed(long fromMicros, long belowMicros) {
    return together.stream()
        .anyMatch(one -> one.timeMicros() >= fromMicros && one.timeMicros() < belowMicros);
  }

  /** Whether a message of before a time lists a number that moves with others than these. */
  boolean isOfOthers(long belowMicros, Collection<UUID> these) {
    return together.stream()
        .anyMatch(one -> one.timeMicros() < belowMicros && !these.containsAll(one.others()));
  }

  /** Under which numbers these entries said something. */
  Under under(Set<Long> seqs) {
    Set<Listed> all = EnumSet.noneOf(Listed.class);
    boolean known = !seqs.isEmpty();
    for (long seq : seqs) {
      Set<Listed> lists = bySeq.getOrDefault(seq, Set.of());
      known &= !lists.isEmpty() && !lists.contains(Listed.UNCLEAR);
      all.addAll(lists);
    }
    if (all.contains(Listed.MOVED) && all.contains(Listed.OTHER)) {
      return Under.BOTH;
    }
    if (!known) {
      return Under.UNKNOWN;
    }
    return all.contains(Listed.MOVED) ? Under.MOVED : Under.OTHERS;
  }
}
