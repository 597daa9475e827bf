package dev.trestle.app.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names an external database, the same in every command. */
final class DatabaseOption {
  /** Not to be printed: it holds a password. */
  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "An external PostgreSQL: postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full.",
        "Parameters are those of the PostgreSQL JDBC driver. Taken from the environment variable",
        "TRESTLE_DATABASE_URL when it is not given: other users of the machine see arguments."
      },
      defaultValue = "${env:TRESTLE_DATABASE_URL}")
  private @Nullable String url;

  Optional<String> url() {
    return Optional.ofNullable(url).filter(text -> !text.isBlank());
  }
}
