package dev.trestle.postgres;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Brings a database to the version of this release: the files {@code db/migration/V*.sql} of all
 * modules, in the order of the time stamps in their names. Forward only: a file that was applied is
 * never changed, and a database with a file that this release does not know is refused.
 */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  private Migrations() {}

  /** Migrates through proved connections that have no limit on the time of a statement. */
  public static void migrate(PostgresPool pool) {
    migrate(pool.unlimitedDataSource());
  }

  /**
   * Migrates; one of several processes that do so at a time waits for the other.
   *
   * @throws TrestleException DATABASE_VERSION when another version wrote the database,
   *     DATABASE_UNAVAILABLE when a migration fails
   */
  public static void migrate(DataSource database) {
    migrate(database, LOCATION);
  }

  static void migrate(DataSource database, String... locations) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(database)
            .locations(locations)
            .validateMigrationNaming(true)
            // Flyway's default accepts migrations of a later release; we do not.
            .ignoreMigrationPatterns(new String[0])
            .load();
    try {
      refuseUnknown(flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      boolean written =
          e instanceof FlywayValidateException
              || e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE;
      throw new TrestleException(
          written ? ProblemCode.DATABASE_VERSION : ProblemCode.DATABASE_UNAVAILABLE,
          (written
                  ? "The database does not fit this release: "
                  : "The database could not be migrated: ")
              + e.getMessage(),
          e);
    }
  }

  private static void refuseUnknown(Flyway flyway) {
    String unknown =
        Arrays.stream(flyway.info().all())
            .filter(migration -> migration.getState().isApplied())
            .filter(migration -> !migration.getState().isResolved())
            .map(MigrationInfo::getScript)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new TrestleException(
          ProblemCode.DATABASE_VERSION,
          "A newer release wrote this database; this one does not know: "
              + unknown
              + ". "
              + ProblemCode.DATABASE_VERSION.advice());
    }
  }
}
