package dev.trestle.orchestration.journal;

import dev.trestle.kernel.site.SourceName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Sources as small numbers. Names that were seen once are kept in memory. */
public final class SourceStore {
  private static final String FIND = "select id from source where name = ?";
  private static final String ADD =
      "insert into source (name) values (?) on conflict (name) do nothing";
  private static final String NAME = "select name from source where id = ?";
  private final DataSource database;
  private final ConcurrentHashMap<SourceName, Integer> numbers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, SourceName> names = new ConcurrentHashMap<>();

  public SourceStore(DataSource database) {
    this.database = database;
  }

  /**
   * The number of a source. A new name is added in a transaction of its own, so that what is
   * remembered here is always committed.
   */
  int number(Connection reading, SourceName name) throws SQLException {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    try (Connection own = database.getConnection();
        PreparedStatement add = own.prepareStatement(ADD)) {
      own.setAutoCommit(true);
      add.setString(1, name.toString());
      add.executeUpdate();
    }
    try (PreparedStatement find = reading.prepareStatement(FIND)) {
      find.setString(1, name.toString());
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("source was not added");
        }
        numbers.put(name, row.getInt(1));
        return row.getInt(1);
      }
    }
  }

  /** The number of a source; a new name is added. */
  public int number(SourceName name) {
    try (Connection connection = database.getConnection()) {
      return number(connection, name);
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A source could not be read", e);
    }
  }

  /** The name of a source. */
  public SourceName name(int number) {
    SourceName known = names.get(number);
    if (known != null) {
      return known;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(NAME)) {
      query.setInt(1, number);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no source " + number);
        }
        SourceName name = SourceName.parse(row.getString(1));
        names.put(number, name);
        return name;
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A source could not be read", e);
    }
  }
}
