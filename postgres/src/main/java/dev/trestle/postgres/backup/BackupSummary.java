package dev.trestle.postgres.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands at the end of a backup: that it is complete, and what is in it.
 *
 * @param start its beginning
 * @param facts what the platform says of the snapshot: journal head, balance, site
 * @param tables rows and digests
 * @param sequences where the numbers of a column go on
 */
public record BackupSummary(
    BackupStart start,
    Map<String, String> facts,
    List<TableCount> tables,
    List<Sequence> sequences) {
  public BackupSummary {
    facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  /** A table: {@code digest} is the same for the same rows in any order. */
  public record TableCount(String name, long rows, String digest) {}

  /** A sequence that has given out numbers up to {@code last}. */
  public record Sequence(String name, long last) {}

  /** All rows. */
  public long rows() {
    return tables.stream().mapToLong(TableCount::rows).sum();
  }
}
