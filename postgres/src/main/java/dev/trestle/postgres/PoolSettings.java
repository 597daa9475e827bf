package dev.trestle.postgres;

import java.time.Duration;

/**
 * Limits of a pool. Durability is not among them.
 *
 * @param name in logs and metrics
 * @param maxConnections the most connections open at a time
 * @param connectionTimeout how long a caller waits for a connection
 * @param statementTimeout the longest statement
 * @param idleInTransactionTimeout the longest pause within a transaction
 * @param byIndexOnly whether plans look rows up by index whatever the statistics say: a plan made
 *     while a table was nearly empty would read all of it, for as long as the session keeps the
 *     plan
 */
public record PoolSettings(
    String name,
    int maxConnections,
    Duration connectionTimeout,
    Duration statementTimeout,
    Duration idleInTransactionTimeout,
    boolean byIndexOnly) {

  private static final int MAX_CONNECTIONS = 16;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration IDLE_IN_TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

  /** The defaults. */
  public static PoolSettings named(String name) {
    return new PoolSettings(
        name,
        MAX_CONNECTIONS,
        CONNECTION_TIMEOUT,
        STATEMENT_TIMEOUT,
        IDLE_IN_TRANSACTION_TIMEOUT,
        false);
  }

  /** The same with another number of connections. */
  public PoolSettings withMaxConnections(int connections) {
    return new PoolSettings(
        name,
        connections,
        connectionTimeout,
        statementTimeout,
        idleInTransactionTimeout,
        byIndexOnly);
  }

  /** The same with another wait for a connection. */
  public PoolSettings withConnectionTimeout(Duration timeout) {
    return new PoolSettings(
        name, maxConnections, timeout, statementTimeout, idleInTransactionTimeout, byIndexOnly);
  }

  /** The same with another limit of a statement. */
  public PoolSettings withStatementTimeout(Duration timeout) {
    return new PoolSettings(
        name, maxConnections, connectionTimeout, timeout, idleInTransactionTimeout, byIndexOnly);
  }

  /** The same with plans that look rows up by index only. */
  public PoolSettings withPlansByIndexOnly() {
    return new PoolSettings(
        name, maxConnections, connectionTimeout, statementTimeout, idleInTransactionTimeout, true);
  }
}
