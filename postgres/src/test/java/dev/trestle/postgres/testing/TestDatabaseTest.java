package dev.trestle.postgres.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void aFreshDatabaseIsMigratedAndSeesNothingOfAnother() throws SQLException {
    try (TestDatabase one = TestDatabase.create();
        TestDatabase other = TestDatabase.create()) {
      execute(one, "INSERT INTO probe VALUES (1, 'x')");
      assertThat(text(one, "SELECT count(*) FROM probe")).isEqualTo("1");
      assertThat(text(other, "SELECT count(*) FROM probe")).isEqualTo("0");
    }
  }

  @Test
  void itIsDurableUnlessAskedOtherwise() throws SQLException {
    try (TestDatabase durable = TestDatabase.create();
        TestDatabase other = TestDatabase.withoutDurability()) {
      assertThat(text(durable, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(durable, "SHOW fsync")).isEqualTo("on");
      assertThat(text(other, "SHOW synchronous_commit")).isEqualTo("off");
    }
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
