package dev.trestle.app.http;

import java.nio.file.Path;

/**
 * Where the HTTP edge listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param keyStore PKCS#12 file of the server's key
 * @param keyStorePassword its password
 */
public record HttpSettings(String host, int port, Path keyStore, String keyStorePassword) {
  @Override
  public String toString() {
    return "HttpSettings[" + host + ":" + port + "]";
  }
}
