package dev.trestle.postgres;

import java.util.Map;

/**
 * Where a PostgreSQL is and as whom to log in.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user role to log in as
 * @param password of the role; never printed
 * @param parameters of the driver, for example {@code sslmode}; never printed, for one can be the
 *     password of a key
 */
public record DatabaseAddress(
    String jdbcUrl, String user, String password, Map<String, String> parameters) {
  public DatabaseAddress {
    parameters = Map.copyOf(parameters);
  }

  /** Without parameters. */
  public DatabaseAddress(String jdbcUrl, String user, String password) {
    this(jdbcUrl, user, password, Map.of());
  }

  @Override
  public String toString() {
    return "DatabaseAddress[" + user + "]";
  }
}
