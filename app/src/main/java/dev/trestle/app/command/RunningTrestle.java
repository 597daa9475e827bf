package dev.trestle.app.command;

import dev.trestle.app.platform.RuntimeFile;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API of the Trestle that runs on a data folder of this machine. */
final class RunningTrestle {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final RuntimeFile.Content runtime;
  private final String token;
  private final HttpClient http;

  private RunningTrestle(RuntimeFile.Content runtime, String token, HttpClient http) {
    this.runtime = runtime;
    this.token = token;
    this.http = http;
  }

  static RunningTrestle on(Path dataFolder) {
    RuntimeFile.Content runtime = RuntimeFile.read(dataFolder);
    return on(runtime, runtime.token());
  }

  /** The same in the name of somebody, by a token of theirs. */
  static RunningTrestle on(Path dataFolder, String token) {
    return on(RuntimeFile.read(dataFolder), token);
  }

  private static RunningTrestle on(RuntimeFile.Content runtime, String token) {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .sslContext(trusting(Path.of(runtime.certificate())))
            .build();
    return new RunningTrestle(runtime, token, http);
  }

  String address() {
    return runtime.address();
  }

  JsonNode get(String path) {
    return call(HttpRequest.newBuilder(URI.create(runtime.address() + path)).GET());
  }

  JsonNode post(String path, Object body) {
    return call(
        HttpRequest.newBuilder(URI.create(runtime.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /** Reads something long; the body is there to be read while it comes. */
  InputStream open(String path) {
    return stream(HttpRequest.newBuilder(URI.create(runtime.address() + path)).GET()).body();
  }

  /** Asks for something long; the body is there to be read while it comes. */
  HttpResponse<InputStream> stream(String path) {
    return stream(
        HttpRequest.newBuilder(URI.create(runtime.address() + path))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** The same with a question. */
  HttpResponse<InputStream> stream(String path, Object body) {
    return stream(
        HttpRequest.newBuilder(URI.create(runtime.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private HttpResponse<InputStream> stream(HttpRequest.Builder request) {
    HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() >= 300) {
      try (InputStream body = response.body()) {
        throw refused(response, JSON.readTree(body));
      } catch (IOException e) {
        throw unreachable(e);
      }
    }
    return response;
  }

  /**
   * A line of an answer that tells how far something is.
   *
   * @throws TrestleException what the last line says when it was refused on the way
   */
  static JsonNode progress(String line) {
    JsonNode progress = JSON.readTree(line);
    JsonNode problem = progress.path("problem");
    if (problem.isObject()) {
      throw refused(problem, "It was refused");
    }
    return progress;
  }

  private JsonNode call(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() >= 300) {
      throw refused(response, body);
    }
    return body;
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(
          request.timeout(TIMEOUT).header("Authorization", "Bearer " + token).build(), handler);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrestleException(ProblemCode.SHUTTING_DOWN, "The command was interrupted", e);
    }
  }

  private static TrestleException refused(HttpResponse<?> response, JsonNode body) {
    return refused(body, "The answer was " + response.statusCode());
  }

  /** Problem details as what they were; of a newer release under the code that all have. */
  private static TrestleException refused(JsonNode problem, String otherwise) {
    ProblemCode code =
        ProblemCode.of(problem.path("code").asInt(0)).orElse(ProblemCode.REQUEST_INVALID);
    return new TrestleException(
        code, problem.path("detail").asString(otherwise), new ServerRefusal());
  }

  private TrestleException unreachable(IOException cause) {
    return new TrestleException(
        ProblemCode.NOT_FOUND, "Trestle does not answer at " + runtime.address(), cause);
  }

  private static SSLContext trusting(Path certificate) {
    try (InputStream pem = Files.newInputStream(certificate)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "trestle", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new TrestleException(
          ProblemCode.TLS_FAILED, "The certificate " + certificate + " cannot be read", e);
    }
  }
}
