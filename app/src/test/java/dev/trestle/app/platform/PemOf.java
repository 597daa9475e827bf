package dev.trestle.app.platform;

import dev.trestle.transport.tls.ServerIdentity;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.Base64;

/** The private key of an identity as PEM, as other programs write it. */
final class PemOf {
  private PemOf() {}

  static String key(ServerIdentity identity) throws Exception {
    char[] password = identity.keyFile().password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(identity.keyFile().file())) {
      store.load(in, password);
    }
    byte[] key = store.getKey(store.aliases().nextElement(), password).getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
