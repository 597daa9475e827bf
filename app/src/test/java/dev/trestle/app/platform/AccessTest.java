package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.security.Users;
import dev.trestle.app.site.DefaultSite;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route with every role alone and without any: exactly what docs/access.md says. */
class AccessTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "access.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (GET|POST) \\| `([^`]+)` \\| ([a-z, -]+) \\|");
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String CONSOLE = "/console/";
  private static final String ANYONE = "anyone";
  private static final String SIGNED_IN = "signed-in";

  /** Answers before any route is asked, and whatever no page is at. */
  private static final Set<String> NOT_ROUTES =
      Set.of("GET /console", "GET /console/{*path}", "GET /error", "GET ${server.error.path}");

  @TempDir private Path folder = Path.of("");

  @Test
  void exactlyTheDocumentedMatrixIsAllowed() throws Exception {
    Map<String, Set<String>> documented = documented();
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      Set<String> routes = new TreeSet<>(platform.routes());
      routes.removeAll(NOT_ROUTES);
      assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(routes);

      Users users = new Users(platform.database(), Clock.systemUTC());
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      TreeSet<String> wrong = new TreeSet<>();
      for (Optional<Role> role : everybody()) {
        Caller caller = new Caller(platform, role, users, tokens);
        for (String route : routes) {
          boolean allowed = caller.isLetIn(route);
          boolean expected = mayCall(documented.getOrDefault(route, Set.of()), role);
          if (allowed != expected) {
            wrong.add(
                route
                    + " with "
                    + role.map(Role::id).orElse("nobody")
                    + (allowed ? " is allowed" : " is refused"));
          }
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static List<Optional<Role>> everybody() {
    List<Optional<Role>> all = new java.util.ArrayList<>();
    all.add(Optional.empty());
    Arrays.stream(Role.values()).map(Optional::of).forEach(all::add);
    return all;
  }

  private static boolean mayCall(Set<String> roles, Optional<Role> role) {
    return roles.contains(ANYONE)
        || (roles.contains(SIGNED_IN) && role.isPresent())
        || role.filter(one -> roles.contains(one.id())).isPresent();
  }

  /** Roles by route, as the document has them. */
  static Map<String, Set<String>> documented() throws Exception {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(
            row.group(1) + " " + row.group(2).replace("\\|", "|"),
            Set.of(row.group(3).split(", ")));
      }
    }
    return rows;
  }

  /** Somebody with one role, or none, in a browser and with a token. */
  private static final class Caller {
    private final Platform platform;
    private final @Nullable String token;
    private final HttpClient browser;
    private String csrf = "";

    Caller(Platform platform, Optional<Role> role, Users users, TokenStore tokens)
        throws Exception {
      this.platform = platform;
      this.browser = FhirClient.browser(platform, new CookieManager());
      this.csrf = csrf("/console/sign-in");
      if (role.isPresent()) {
        String name = role.get().id();
        this.token = tokens.create(name, List.of(role.get()), Duration.ofDays(1));
        String password = users.create(name, List.of(role.get()));
        send("POST", "/console/sign-in", "username=" + name + "&password=" + password, false);
        this.csrf = csrf("/console/password");
      } else {
        this.token = null;
      }
    }

    private String csrf(String path) throws Exception {
      HttpResponse<String> page = send("GET", path, "", false);
      Matcher found = CSRF.matcher(page.body());
      assertThat(found.find()).as("the form of %s has a token", path).isTrue();
      return found.group(1);
    }

    /** Whether a route does more than refuse: what it then says of the request does not matter. */
    boolean isLetIn(String route) throws Exception {
      String method = route.substring(0, route.indexOf(' '));
      String pattern = route.substring(route.indexOf(' ') + 1);
      String path =
          pattern
              .replace("{type}", "Patient")
              .replaceAll("\\{state:[^}]*\\}", "enable")
              .replaceAll("\\{(system|feed|name|hash)\\}", "nothing")
              .replaceAll("\\{[^}]+\\}", "99999999");
      boolean console = path.equals("/") || path.startsWith(CONSOLE);
      HttpResponse<String> answer = send(method, path, "", !console);
      boolean toSignIn =
          answer.headers().firstValue("location").filter(to -> to.contains("/sign-in")).isPresent();
      return answer.statusCode() != 401 && answer.statusCode() != 403 && !toSignIn;
    }

    private HttpResponse<String> send(String method, String path, String form, boolean bearer)
        throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(platform.httpAddress() + path));
      if (bearer && token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      if (method.equals("POST") && bearer) {
        request
            .header("Content-Type", path.startsWith("/fhir") ? FORM : "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(path.startsWith("/fhir") ? "" : "{}"));
      } else if (method.equals("POST")) {
        request
            .header("Content-Type", FORM)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form + "&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8)));
      }
      return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final String FORM = "application/x-www-form-urlencoded";
  }
}
