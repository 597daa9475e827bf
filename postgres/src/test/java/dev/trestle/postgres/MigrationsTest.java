package dev.trestle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void migratingTwiceChangesNothing() throws SQLException {
    Migrations.migrate(database.dataSource());
    assertThat(value("SELECT count(*) FROM flyway_schema_history WHERE success")).isEqualTo("1");
  }

  @Test
  void aMigrationMayTakeLongerThanAStatementOfThePool() throws SQLException {
    PoolSettings impatient =
        PoolSettings.named("impatient").withStatementTimeout(Duration.ofMillis(50));
    try (PostgresPool pool = PostgresPool.open(database.address(), impatient)) {
      Migrations.migrate(pool.unlimitedDataSource(), "classpath:db/migration", "classpath:db/slow");
      assertThat(value("SELECT count(*) FROM slow")).isEqualTo("1");
    }
  }

  @Test
  void aDatabaseOfANewerReleaseIsRefusedAndLeftAsItIs() throws SQLException {
    execute(
        "INSERT INTO flyway_schema_history VALUES (99, '2099.01.01.0000', 'later', 'SQL',"
            + " 'V2099_01_01_0000__later.sql', 1, 'trestle', now(), 1, true)");
    refused("V2099_01_01_0000__later.sql");
    assertThat(value("SELECT count(*) FROM flyway_schema_history")).isEqualTo("2");
  }

  @Test
  void aMigrationThatWasChangedAfterItWasAppliedIsRefused() throws SQLException {
    execute("UPDATE flyway_schema_history SET checksum = checksum + 1");
    refused("checksum");
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() throws SQLException {
    execute("DROP TABLE flyway_schema_history");
    refused("schema");
  }

  private void refused(String word) {
    assertThatThrownBy(() -> Migrations.migrate(database.dataSource()))
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.DATABASE_VERSION);
              assertThat(e).hasMessageContaining(word);
            });
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
