package dev.trestle.bench.http;

import dev.trestle.app.platform.RuntimeFile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at the console who may do everything: signs in, and opens pages. */
public final class ConsoleClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int OK = 200;
  private static final int FOUND = 302;
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final String ROLES =
      "[\"operate\",\"steward\",\"analyze\",\"administer\",\"audit\"]";

  private final String address;
  private final HttpClient http;

  /** A page, and how long it took from the question to the last byte. */
  public record Page(String text, long nanos) {
    @Override
    public String toString() {
      return "Page[" + text.length() + " characters]";
    }
  }

  /** Makes a person at a running platform and signs in. */
  public ConsoleClient(RuntimeFile.Content runtime) throws IOException {
    address = runtime.address();
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .cookieHandler(new CookieManager())
            .sslContext(FhirClient.trusting(Path.of(runtime.certificate())))
            .build();
    String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    HttpResponse<String> made =
        send(
            HttpRequest.newBuilder(URI.create(address + "/api/users"))
                .header("Authorization", "Bearer " + runtime.token())
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"roles\":" + ROLES + "}")));
    JsonNode user = JSON.readTree(made.body());
    String form = get("sign-in").text();
    post("sign-in", form, Map.of("username", name, "password", user.path("password").asString("")));
  }

  /**
   * Opens a page.
   *
   * @param path below {@code /console/}, with its query
   */
  public Page get(String path) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/console/" + path));
    long start = System.nanoTime();
    HttpResponse<String> answer = send(request.GET());
    long took = System.nanoTime() - start;
    if (answer.statusCode() != OK) {
      throw new IOException("/console/" + path + " was answered with " + answer.statusCode());
    }
    return new Page(answer.body(), took);
  }

  /**
   * Sends a form.
   *
   * @param page that shows it
   * @return where it leads, a path below {@code /console/}
   */
  public String post(String path, String page, Map<String, String> fields) throws IOException {
    Matcher csrf = CSRF.matcher(page);
    if (!csrf.find()) {
      throw new IOException("the page has no form");
    }
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&", "_csrf=" + encoded(csrf.group(1)) + "&", ""));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/console/" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    String to = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() != FOUND || to.contains("?wrong")) {
      throw new IOException("/console/" + path + " was answered with " + answer.statusCode());
    }
    return to.substring(to.indexOf("/console/") + "/console/".length());
  }

  /**
   * Looks into messages until so many were opened.
   *
   * @param where {@code OBR-4=80053}
   * @return nanoseconds
   */
  public long scan(String where, long messages) throws IOException {
    Matcher csrf = CSRF.matcher(get("scan").text());
    if (!csrf.find()) {
      throw new IOException("the page has no form");
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/console/scan"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "_csrf=" + encoded(csrf.group(1)) + "&where=" + encoded(where)))
            .build();
    long start = System.nanoTime();
    try (Stream<String> lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      boolean reached =
          lines.anyMatch(line -> JSON.readTree(line).path("looked").asLong(0) >= messages);
      if (!reached) {
        throw new IOException("there are fewer than " + messages + " messages");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return System.nanoTime() - start;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
