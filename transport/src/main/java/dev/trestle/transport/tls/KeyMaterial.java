package dev.trestle.transport.tls;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads key and trust files into what JSSE wants. Errors name the file, never its content. */
public final class KeyMaterial {
  private KeyMaterial() {}

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when the files cannot be read
   */
  public static KeyManagerFactory keyManagers(KeyFile identity) {
    if (identity instanceof KeyFile.Pkcs12 pkcs12) {
      return readable(pkcs12.file().toString(), () -> fromPkcs12(pkcs12));
    }
    if (identity instanceof KeyFile.Pem pem) {
      return fromPem(
          new KeyFile.InMemory(
              PemText.read(pem.certificates()), PemText.read(pem.key()), pem.password()));
    }
    return fromPem((KeyFile.InMemory) identity);
  }

  /**
   * Trust in every certificate of a PEM file.
   *
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when it cannot be read or is empty
   */
  public static TrustManagerFactory trustManagers(Path pem) {
    return trustManagers(PemText.read(pem));
  }

  /** The same of a text. */
  public static TrustManagerFactory trustManagers(PemText pem) {
    return readable(
        pem.name(),
        () -> {
          KeyStore store = KeyStore.getInstance("PKCS12");
          store.load(null, null);
          int number = 0;
          for (X509Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("trusted-" + number++, certificate);
          }
          TrustManagerFactory factory =
              TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
          factory.init(store);
          return factory;
        });
  }

  private static KeyManagerFactory fromPkcs12(KeyFile.Pkcs12 file)
      throws IOException, GeneralSecurityException {
    char[] password = file.password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file.file())) {
      store.load(in, password);
    }
    return keyManagers(store, password);
  }

  private static KeyManagerFactory fromPem(KeyFile.InMemory pem) {
    PrivateKey key =
        readable(pem.key().name(), () -> PemKey.read(pem.key().text(), pem.password()));
    Certificate[] chain =
        readable(pem.certificates().name(), () -> certificates(pem.certificates()))
            .toArray(new Certificate[0]);
    return readable(pem.key().name(), () -> keyManagers(key, chain));
  }

  private static KeyManagerFactory keyManagers(PrivateKey key, Certificate[] chain)
      throws IOException, GeneralSecurityException {
    // The store never leaves memory; JSSE wants some password.
    char[] password = "memory".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("identity", key, password, chain);
    return keyManagers(store, password);
  }

  private static KeyManagerFactory keyManagers(KeyStore store, char[] password)
      throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory;
  }

  /** The certificates of a PEM text, in its order. */
  static List<X509Certificate> certificates(PemText pem)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in =
        new ByteArrayInputStream(pem.text().getBytes(StandardCharsets.US_ASCII))) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no certificate in it");
    }
    return found;
  }

  private interface Reading<T> {
    T read() throws IOException, GeneralSecurityException;
  }

  private static <T> T readable(String file, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | GeneralSecurityException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "The key or certificate file " + file + " cannot be used: " + e.getMessage(),
          e);
    }
  }
}
