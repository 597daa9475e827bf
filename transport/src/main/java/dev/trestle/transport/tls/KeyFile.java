package dev.trestle.transport.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a private key and its certificate chain are. */
public sealed interface KeyFile {

  /** A PKCS#12 file (RFC 7292) with exactly one private key. */
  record Pkcs12(Path file, String password) implements KeyFile {
    /** Without the password. */
    @Override
    public String toString() {
      return "Pkcs12[" + file + "]";
    }
  }

  /**
   * PEM files (RFC 7468): the chain with the own certificate first, and the key as PKCS#8, PKCS#1
   * or SEC 1.
   *
   * @param password of an encrypted PKCS#8 key; null when it is not encrypted
   */
  record Pem(Path certificates, Path key, @Nullable String password) implements KeyFile {
    /** Without the password. */
    @Override
    public String toString() {
      return "Pem[" + certificates + "]";
    }
  }

  /** The same, when the texts are not in files of their own. */
  record InMemory(PemText certificates, PemText key, @Nullable String password) implements KeyFile {
    /** Without the key and the password. */
    @Override
    public String toString() {
      return "InMemory[" + certificates + "]";
    }
  }
}
