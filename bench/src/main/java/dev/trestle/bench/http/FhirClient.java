package dev.trestle.bench.http;

import dev.trestle.app.platform.RuntimeFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and searches as an application does, with a token that may read. Thread-safe. */
public final class FhirClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int OK = 200;

  private final String address;
  private final HttpClient http;
  private final String token;

  /** An answer: its status and its bytes. */
  public record Answer(int status, byte[] body) {
    public boolean isOk() {
      return status == OK;
    }

    @Override
    public String toString() {
      return "Answer[" + status + ", " + body.length + " bytes]";
    }
  }

  /** A client of a running platform. */
  public FhirClient(RuntimeFile.Content runtime) throws IOException {
    address = runtime.address();
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .sslContext(trusting(Path.of(runtime.certificate())))
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/tokens"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + runtime.token())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"name\":\"bench\",\"roles\":[\"fhir-read\"],\"days\":7}"))
            .build();
    token = JSON.readTree(send(request).body()).path("token").asString("");
  }

  /**
   * Asks.
   *
   * @param path below {@code /fhir/}, with its query
   */
  public Answer get(String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(address + "/fhir/" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .GET()
            .build());
  }

  /**
   * Asks with a resource.
   *
   * @param path below {@code /fhir/}
   */
  public Answer post(String path, String resource) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(address + "/fhir/" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/fhir+json")
            .POST(HttpRequest.BodyPublishers.ofString(resource))
            .build());
  }

  /** A search as a path; names and values take turns. */
  public static String search(String type, String... query) {
    StringBuilder path = new StringBuilder(type);
    for (int i = 0; i < query.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(URLEncoder.encode(query[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
    }
    return path.toString();
  }

  /** The ids of the resources found, the first page only. */
  public List<String> ids(String search) throws IOException {
    Answer answer = get(search);
    if (!answer.isOk()) {
      throw new IOException("the search was answered with " + answer.status());
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : JSON.readTree(answer.body()).path("entry")) {
      ids.add(entry.path("resource").path("id").asString(""));
    }
    return ids;
  }

  /** The first id found. */
  public Optional<String> id(String search) throws IOException {
    return ids(search).stream().findFirst();
  }

  private HttpResponse<byte[]> raw(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Answer send(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = raw(request);
    return new Answer(response.statusCode(), response.body());
  }

  static SSLContext trusting(Path certificate) throws IOException {
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
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be read", e);
    }
  }
}
