package dev.trestle.postgres;

/**
 * Where a PostgreSQL is and as whom to log in.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, parameters allowed
 * @param user role to log in as
 * @param password of the role; never printed
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

  @Override
  public String toString() {
    return "DatabaseAddress[" + user + "]";
  }
}
