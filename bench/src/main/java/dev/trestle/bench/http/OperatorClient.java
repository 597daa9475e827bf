package dev.trestle.bench.http;

import dev.trestle.app.platform.RuntimeFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API what the commands ask that work on a data folder. */
public final class OperatorClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final int OK = 200;

  private final RuntimeFile.Content runtime;
  private final HttpClient http;

  /** A client of a running platform. */
  public OperatorClient(RuntimeFile.Content runtime) throws IOException {
    this.runtime = runtime;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(FhirClient.trusting(Path.of(runtime.certificate())))
            .build();
  }

  /**
   * Asks; the last line of the answer.
   *
   * @param path from the root on, with its query
   */
  public JsonNode get(String path) throws IOException {
    return last(request(path).GET());
  }

  /** Sends; the last line of the answer. */
  public JsonNode post(String path, String body) throws IOException {
    return last(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The value of a metric without labels. */
  public double metric(String name) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(
              request("/actuator/prometheus").GET().build(), HttpResponse.BodyHandlers.ofString());
      return answer
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .mapToDouble(Double::parseDouble)
          .findFirst()
          .orElseThrow(() -> new IOException("there is no metric " + name));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(runtime.address() + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + runtime.token());
  }

  private JsonNode last(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<Stream<String>> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        String end = lines.reduce((before, line) -> line).orElse("{}");
        if (answer.statusCode() != OK) {
          throw new IOException("the API answered " + answer.statusCode());
        }
        return JSON.readTree(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
