package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full}, with or without
 * {@code jdbc:} before it. Parameters are those of the PostgreSQL driver. No error quotes the
 * address: it holds a password.
 */
final class DatabaseUrl {
  private static final String JDBC = "jdbc:";
  private static final int DEFAULT_PORT = 5432;

  /** These stand before the host, and nowhere else. */
  private static final Set<String> NOT_AS_PARAMETERS = Set.of("user", "password");

  private DatabaseUrl() {}

  /** The address a URL means. */
  static DatabaseAddress parse(String url) {
    URI uri;
    try {
      uri = URI.create(url.startsWith(JDBC) ? url.substring(JDBC.length()) : url);
    } catch (IllegalArgumentException notAnAddress) {
      throw unreadable(notAnAddress);
    }
    String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || user.length < 2 || uri.getPath().length() < 2) {
      throw unreadable(null);
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new DatabaseAddress(
        "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath(),
        decoded(user[0]),
        decoded(user[1]),
        parameters(uri.getRawQuery()));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      String name = decoded(parts[0]);
      if (parts.length < 2 || name.isEmpty() || NOT_AS_PARAMETERS.contains(name)) {
        throw unreadable(null);
      }
      parameters.put(name, decoded(parts[1]));
    }
    return parameters;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw unreadable(null);
    }
  }

  /** The cause's own text would quote the address, so it is left out. */
  private static TrestleException unreadable(@Nullable Exception cause) {
    String text =
        "--database-url is not of the form "
            + "postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…"
            + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")")
            + ". Characters like @ : / ? # % in a password are written as %40, %3A and so on.";
    return new TrestleException(ProblemCode.REQUEST_INVALID, text);
  }
}
