package dev.trestle.orchestration.chart;

import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads which entries are exceptions, wait, or were dismissed for good. */
final class GapStore {
  /** A dismissed original whose corrected copy took its place is no gap; the copy may be one. */
  private static final String OPEN =
      """
      select seq from exception
      union all
      select seq from waiting
      union all
      select seq from outcome where outcome = 6 and ref is null
      order by seq limit ?
      """;

  private static final String ENTRIES =
      """
      select seq, received_at, kinds, keys from journal where retention = 0 and seq = any (?)
      """;
  private final DataSource database;

  GapStore(DataSource database) {
    this.database = database;
  }

  /** The oldest entries that are in no chart. */
  Set<Long> open(int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(OPEN)) {
      query.setInt(1, limit);
      Set<Long> seqs = new TreeSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          seqs.add(rows.getLong(1));
        }
      }
      return seqs;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("Open exceptions could not be read", e);
    }
  }

  List<Gap> gaps(Collection<Long> seqs) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(ENTRIES)) {
      Array wanted = connection.createArrayOf("bigint", seqs.toArray());
      query.setArray(1, wanted);
      List<Gap> gaps = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          gaps.add(
              new Gap(
                  rows.getLong("seq"),
                  rows.getObject("received_at", OffsetDateTime.class).toInstant(),
                  patients(HashedKey.read(rows.getString("kinds"), rows.getBytes("keys")))));
        }
      }
      return gaps;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("Open exceptions could not be read", e);
    }
  }

  private static List<UUID> patients(List<HashedKey> keys) {
    return keys.stream()
        .filter(
            key -> key.kind() == OrderingKey.Kind.PATIENT || key.kind() == OrderingKey.Kind.MERGE)
        .map(key -> key.hash().toUuid())
        .distinct()
        .toList();
  }
}
