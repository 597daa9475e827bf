package dev.trestle.postgres.backup;

import java.time.Instant;
import java.util.List;

/**
 * What stands at the beginning of a backup.
 *
 * @param release of the Trestle that wrote it
 * @param at when its snapshot was taken
 * @param schema versions and checksums of the migrations, in their order
 * @param partitions statements that make the partitions which the snapshot has
 */
public record BackupStart(
    String release, Instant at, List<String> schema, List<String> partitions) {
  public BackupStart {
    schema = List.copyOf(schema);
    partitions = List.copyOf(partitions);
  }
}
