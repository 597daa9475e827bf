package dev.trestle.postgres.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What the platform wants to have in a backup's summary, read in the backup's own snapshot. */
@FunctionalInterface
public interface BackupFacts {
  Map<String, String> read(Connection snapshot) throws SQLException;
}
