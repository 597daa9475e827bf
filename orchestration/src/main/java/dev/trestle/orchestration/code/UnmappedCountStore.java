package dev.trestle.orchestration.code;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.orchestration.journal.JournalEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds up the unmapped codes of a batch for the committer. Not thread-safe: there is one committer.
 * What it remembers changes only after a commit.
 */
public final class UnmappedCountStore {
  /** Different codes kept of one source and table; a field of free text has no end of them. */
  public static final int KEPT = 1_000;

  /** In the place of the hash: all codes beyond {@link #KEPT}. */
  static final UUID FURTHER = new UUID(0, 0);

  private final KeyedHash hash;
  private final SealedCode seal;
  private final Map<Place, Set<UUID>> known = new HashMap<>();

  public UnmappedCountStore(Sealer sealer, Keyring keyring) {
    this.hash = keyring.index("unmapped-code");
    this.seal = new SealedCode(sealer);
  }

  /** What was found in one entry. */
  public record Found(JournalEntry entry, List<UnmappedCode> codes) {
    public Found {
      codes = List.copyOf(codes);
    }
  }

  /** A table as one source uses it. */
  record Place(int source, String table) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::source).thenComparing(Place::table);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** What a batch adds, in the order of the table's key. */
  public static final class Counts {
    private final TreeMap<Place, TreeMap<UUID, CodeCount>> places = new TreeMap<>();
    private final Map<Place, Set<UUID>> fresh = new HashMap<>();

    /** Rows to write with {@link UnmappedCodeStore}. */
    List<CodeCount> rows() {
      return places.values().stream().flatMap(codes -> codes.values().stream()).toList();
    }

    public boolean isEmpty() {
      return places.isEmpty();
    }
  }

  /** Adds up; reads, for a source and table that it meets for the first time, what is there. */
  public Counts count(Connection transaction, List<Found> found) throws SQLException {
    Counts counts = new Counts();
    for (Found one : found) {
      for (UnmappedCode code : one.codes()) {
        Place place = new Place(one.entry().sourceNumber(), code.table());
        UUID key = key(transaction, place, code, counts);
        TreeMap<UUID, CodeCount> codes =
            counts.places.computeIfAbsent(place, any -> new TreeMap<>());
        boolean toSeal = !key.equals(FURTHER) && !codes.containsKey(key);
        codes.merge(
            key,
            new CodeCount(
                place,
                key,
                toSeal ? seal.seal(place, key, code) : new byte[0],
                1,
                one.entry().receivedAt(),
                one.entry().receivedAt(),
                one.entry().seq()),
            CodeCount::plus);
      }
    }
    return counts;
  }

  private UUID key(Connection transaction, Place place, UnmappedCode code, Counts counts)
      throws SQLException {
    UUID key = hash.hash128(List.of(code.code())).toUuid();
    Set<UUID> before = known(transaction, place);
    Set<UUID> fresh = counts.fresh.computeIfAbsent(place, any -> new HashSet<>());
    if (before.contains(key) || fresh.contains(key)) {
      return key;
    }
    if (before.size() + fresh.size() >= KEPT) {
      return FURTHER;
    }
    fresh.add(key);
    return key;
  }

  private Set<UUID> known(Connection transaction, Place place) throws SQLException {
    Set<UUID> codes = known.get(place);
    if (codes == null) {
      codes = new HashSet<>(UnmappedCodeStore.known(transaction, place));
      known.put(place, codes);
    }
    return codes;
  }

  /** What was added is committed. */
  public void committed(Counts counts) {
    counts.fresh.forEach(
        (place, codes) -> known.computeIfAbsent(place, any -> new HashSet<>()).addAll(codes));
  }
}
