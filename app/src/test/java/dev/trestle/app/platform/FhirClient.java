package dev.trestle.app.platform;

import java.io.InputStream;
import java.net.CookieHandler;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Calls the HTTP API of a platform with one token, trusting its certificate. */
final class FhirClient {
  private final SSLContext context;
  private final HttpClient http;
  private final String address;
  private final @Nullable String token;

  FhirClient(Platform platform, @Nullable String token) throws Exception {
    this.context = trusting(platform);
    this.http = HttpClient.newBuilder().sslContext(context).build();
    this.address = platform.httpAddress();
    this.token = token;
  }

  /** A client that keeps cookies and follows nothing. */
  static HttpClient browser(Platform platform, CookieHandler cookies) throws Exception {
    return HttpClient.newBuilder().sslContext(trusting(platform)).cookieHandler(cookies).build();
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(asked(path), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks and does not wait for the answer. */
  CompletableFuture<HttpResponse<String>> begin(String path) {
    return http.sendAsync(asked(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest asked(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** Asks on a connection of its own, which the caller may close before there is an answer. */
  Socket hold(String path) throws Exception {
    return write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
  }

  HttpResponse<String> post(String path, String body, String contentType) throws Exception {
    return http.send(
        post(path, HttpRequest.BodyPublishers.ofString(body), contentType),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a body whose length it does not say, as it comes. */
  CompletableFuture<HttpResponse<String>> stream(
      String path, InputStream body, String contentType) {
    return http.sendAsync(
        post(path, HttpRequest.BodyPublishers.ofInputStream(() -> body), contentType),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Announces a body of so many bytes and sends none of them yet. */
  Socket announce(String path, int bytes, String contentType) throws Exception {
    return write(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
            + contentType
            + "\r\nContent-Length: "
            + bytes
            + "\r\n");
  }

  /** The head of a request, with the token, on a connection of its own. */
  private Socket write(String head) throws Exception {
    URI uri = URI.create(address);
    Socket socket = context.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
    socket
        .getOutputStream()
        .write(
            (head + "Authorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private HttpRequest post(String path, HttpRequest.BodyPublisher body, String contentType) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path)).POST(body);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static SSLContext trusting(Platform platform) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(platform.certificate())) {
      trusted.setCertificateEntry(
          "trestle", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
