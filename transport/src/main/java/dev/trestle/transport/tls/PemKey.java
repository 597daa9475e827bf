package dev.trestle.transport.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** A private key out of a PEM file, in the three forms that tools write. */
final class PemKey {
  private PemKey() {}

  static PrivateKey read(String pem, @Nullable String password) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        // Files of elliptic curve keys may begin with the curve's parameters; those are skipped.
        if (part instanceof PrivateKeyInfo pkcs8) {
          return key(pkcs8);
        }
        if (part instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
        if (part instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
          return key(decrypt(encrypted, password));
        }
      }
    }
    throw new IOException("no private key in it");
  }

  private static PrivateKey key(PrivateKeyInfo pkcs8) throws IOException {
    ASN1ObjectIdentifier algorithm = pkcs8.getPrivateKeyAlgorithm().getAlgorithm();
    String name =
        algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
            ? "RSA"
            : algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : algorithm.getId();
    try {
      return KeyFactory.getInstance(name)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("a private key of a kind that is not supported", e);
    }
  }

  private static PrivateKeyInfo decrypt(
      PKCS8EncryptedPrivateKeyInfo encrypted, @Nullable String password) throws IOException {
    if (password == null) {
      throw new IOException("the key is encrypted and no password is given");
    }
    try {
      return encrypted.decryptPrivateKeyInfo(
          new JceOpenSSLPKCS8DecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(password.toCharArray()));
    } catch (OperatorCreationException | PKCSException e) {
      throw new IOException("the password does not open the key", e);
    }
  }
}
