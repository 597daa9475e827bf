package dev.trestle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final DatabaseAddress ADMINISTRATION = TestDatabase.administration();
  private static final String NAME =
      DATABASE.address().jdbcUrl().substring(DATABASE.address().jdbcUrl().lastIndexOf('/') + 1);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @AfterEach
  void restore() throws SQLException {
    administer("ALTER SYSTEM RESET ALL");
    administer("ALTER ROLE trestle RESET ALL");
    administer("ALTER DATABASE " + NAME + " RESET ALL");
    administer("SELECT pg_reload_conf()");
    await().ignoreExceptions().untilAsserted(() -> open().close());
  }

  @Test
  void aDurableServerIsAccepted() {
    try (PostgresPool pool = open()) {
      assertThat(pool.durability()).isEqualTo(new Durability("on", "on", "on"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "local", "remote_write", "remote_apply"})
  void everyLevelThatWaitsForTheLocalFlushIsAccepted(String level) throws SQLException {
    administer("ALTER DATABASE " + NAME + " SET synchronous_commit = " + level);
    try (PostgresPool pool = open()) {
      assertThat(pool.durability().synchronousCommit()).isEqualTo(level);
    }
  }

  @Test
  void aDatabaseThatAnswersBeforeTheFlushIsRefused() throws SQLException {
    administer("ALTER DATABASE " + NAME + " SET synchronous_commit = off");
    refused();
  }

  @Test
  void aRoleThatAnswersBeforeTheFlushIsRefused() throws SQLException {
    administer("ALTER ROLE trestle SET synchronous_commit = off");
    refused();
  }

  @Test
  void anAddressThatAsksForItIsRefused() {
    DatabaseAddress asks =
        new DatabaseAddress(
            DATABASE.address().jdbcUrl() + "?options=-c%20synchronous_commit=off",
            DATABASE.address().user(),
            DATABASE.address().password());
    assertThatThrownBy(() -> PostgresPool.open(asks, PoolSettings.named("asks")).close())
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.DATABASE_NOT_DURABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes"})
  void aServerThatDoesNotFlushIsRefused(String setting) throws SQLException {
    administer("ALTER SYSTEM SET " + setting + " = off");
    administer("SELECT pg_reload_conf()");
    await().untilAsserted(this::refused);
  }

  @Test
  void aPoolSeesWhatIsSwitchedOffLaterAndOpensNoNewConnection() throws SQLException {
    try (PostgresPool pool =
        PostgresPool.open(
            DATABASE.address(),
            PoolSettings.named("later")
                .withMaxConnections(1)
                .withConnectionTimeout(Duration.ofMillis(500)))) {
      administer("ALTER ROLE trestle SET synchronous_commit = off");
      assertThat(pool.durability().isDurable()).isFalse();
      try (Connection connection = pool.dataSource().getConnection()) {
        pool.dataSource().unwrap(HikariDataSource.class).evictConnection(connection);
      }
      assertThatThrownBy(() -> pool.dataSource().getConnection())
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(TrestleException.class);
    }
  }

  @Test
  void everyConnectionHasItsLimits() throws SQLException {
    PoolSettings settings =
        PoolSettings.named("limits").withStatementTimeout(Duration.ofMillis(1500));
    try (PostgresPool pool = PostgresPool.open(DATABASE.address(), settings);
        Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (List<String> limit :
          List.of(
              List.of("statement_timeout", "1500ms"),
              List.of("idle_in_transaction_session_timeout", "30s"),
              List.of("tcp_keepalives_idle", "30"),
              List.of("tcp_user_timeout", "60000"))) {
        try (ResultSet row = statement.executeQuery("SHOW " + limit.get(0))) {
          row.next();
          assertThat(row.getString(1)).as(limit.get(0)).isEqualTo(limit.get(1));
        }
      }
    }
  }

  private PostgresPool open() {
    return PostgresPool.open(
        DATABASE.address(), PoolSettings.named("durability").withMaxConnections(1));
  }

  private void refused() {
    assertThatThrownBy(() -> open().close())
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.DATABASE_NOT_DURABLE));
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                ADMINISTRATION.jdbcUrl(), ADMINISTRATION.user(), ADMINISTRATION.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
