package dev.trestle.orchestration.journal;

import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What an entry did to one resource, as its outcome keeps it (ADR 26): one number for each, so that
 * a set of entries leads to their resources within the database.
 *
 * @param rid internal number of the resource
 * @param version the version that the entry made, or 0: it said what stood already
 */
public record EntryEffect(long rid, int version) {
  /** Low bits of the number, for the version. */
  static final int VERSION_BITS = 20;

  private static final long VERSION_MASK = (1L << VERSION_BITS) - 1;

  /** The effects of an entry, changes first, each in the order of its statements. */
  public static List<Long> packed(Applied applied) {
    List<Long> effects = new ArrayList<>(applied.changes().size() + applied.repeated().size());
    for (Change change : applied.changes()) {
      effects.add(new EntryEffect(change.rid(), change.version()).packed());
    }
    applied.repeated().forEach(rid -> effects.add(new EntryEffect(rid, 0).packed()));
    return effects;
  }

  /** A version beyond the last that fits counts as that one. */
  long packed() {
    return (rid << VERSION_BITS) | Math.min(version, VERSION_MASK);
  }

  /** Reads what {@link #packed} wrote. */
  public static EntryEffect of(long packed) {
    return new EntryEffect(packed >> VERSION_BITS, (int) (packed & VERSION_MASK));
  }
}
