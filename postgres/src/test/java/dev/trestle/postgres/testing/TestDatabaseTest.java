package dev.trestle.postgres.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final int ROUNDS = 10;

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
  void aDatabaseTakesLessThanTwoTenthsOfASecond() {
    TestDatabase.create().close();
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      await().until(TestServer.shared()::nextIsReady);
      long start = System.nanoTime();
      TestDatabase database = TestDatabase.create();
      fastest = Math.min(fastest, System.nanoTime() - start);
      database.close();
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(LIMIT);
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
