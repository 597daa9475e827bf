package dev.trestle.orchestration.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** What translates entries, as small numbers. Those that were used once are kept in memory. */
public final class MappingVersionStore {
  private static final String ADD =
      """
      insert into mapping_version (mapping, site, release) values (?, ?, ?)
      on conflict (mapping, site, release) do nothing
      """;
  private static final String FIND =
      "select id from mapping_version where mapping = ? and site = ? and release = ?";
  private static final String ALL =
      "select id, mapping, site, release, since from mapping_version where mapping like ? order by id";

  private final DataSource database;
  private final String release;
  private final ConcurrentHashMap<Used, Integer> numbers = new ConcurrentHashMap<>();

  private record Used(String mapping, String site) {}

  public MappingVersionStore(DataSource database, String release) {
    this.database = database;
    this.release = release;
  }

  /**
   * The number of a mapping under a site. A new one is added in a transaction of its own, so that
   * what is remembered here is always committed.
   */
  public int number(Connection reading, String mapping, String site) throws SQLException {
    Used used = new Used(mapping, site);
    Integer known = numbers.get(used);
    if (known != null) {
      return known;
    }
    try (Connection own = database.getConnection();
        PreparedStatement add = own.prepareStatement(ADD)) {
      own.setAutoCommit(true);
      bind(add, used);
      add.executeUpdate();
    }
    try (PreparedStatement find = reading.prepareStatement(FIND)) {
      bind(find, used);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the mapping was not added");
        }
        numbers.put(used, row.getInt(1));
        return row.getInt(1);
      }
    }
  }

  private void bind(PreparedStatement statement, Used used) throws SQLException {
    statement.setString(1, used.mapping());
    statement.setString(2, used.site());
    statement.setString(3, release);
  }

  /**
   * All that were ever used with a mapping, oldest first.
   *
   * @param beginning of the mapping's hash, only digits and letters; empty for all
   */
  public List<MappingVersion> used(String beginning) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(ALL)) {
      query.setString(1, beginning + "%");
      List<MappingVersion> versions = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          versions.add(
              new MappingVersion(
                  row.getInt(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getObject(5, OffsetDateTime.class).toInstant()));
        }
      }
      return versions;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The mappings that were used could not be read", e);
    }
  }
}
