package dev.trestle.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of key files that certificate authorities and tools hand out. */
class KeyMaterialTest {
  @TempDir Path folder;
  private SelfSignedCertificate made;
  private Path chain;

  @BeforeEach
  void makeCertificate() throws Exception {
    Instant now = Instant.now();
    made =
        SelfSignedCertificate.create(
            "server", List.of("localhost"), now, now.plus(Duration.ofDays(1)));
    chain =
        Files.writeString(
            folder.resolve("chain.pem"), SelfSignedCertificate.pem(made.certificate()));
  }

  @Test
  void aPlainPkcs8KeyIsRead() throws Exception {
    assertThat(read(pem(new JcaPKCS8Generator(made.key(), null)), null)).isEqualTo(made.key());
  }

  @Test
  void aSec1KeyIsRead() throws Exception {
    // As `openssl ecparam -genkey` writes it: the curve first, then the key (RFC 5915).
    PemObject curve = new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded());
    ECPrivateKey sec1 = new ECPrivateKey(256, secret(made.key()), SECObjectIdentifiers.secp256r1);
    PemObject key = new PemObject("EC PRIVATE KEY", sec1.getEncoded());
    assertThat(secret(read(pem(curve, key), null))).isEqualTo(secret(made.key()));
  }

  @Test
  void anRsaKeyInPkcs1IsRead() throws Exception {
    PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    Path file = pem(new JcaMiscPEMGenerator(rsa));
    assertThat(Files.readString(file)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(PemKey.read(Files.readString(file), null)).isEqualTo(rsa);
  }

  @Test
  void anEncryptedKeyOpensWithItsPasswordOnly() throws Exception {
    Path file =
        pem(
            new JcaPKCS8Generator(
                made.key(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword("correct".toCharArray())
                    .build()));
    assertThat(read(file, "correct")).isEqualTo(made.key());
    assertThatThrownBy(() -> read(file, "wrong"))
        .hasFieldOrPropertyWithValue("code", ProblemCode.SITE_INVALID)
        .hasMessageContaining("password does not open the key")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> read(file, null)).hasMessageContaining("no password is given");
  }

  @Test
  void aFileWithoutAKeyIsNamed() {
    assertThatThrownBy(() -> read(chain, null))
        .hasMessageContaining("chain.pem")
        .hasMessageContaining("no private key in it");
  }

  private static BigInteger secret(PrivateKey key) {
    return ((java.security.interfaces.ECPrivateKey) key).getS();
  }

  private PrivateKey read(Path key, @org.jspecify.annotations.Nullable String password) {
    KeyManagerFactory factory = KeyMaterial.keyManagers(new KeyFile.Pem(chain, key, password));
    X509KeyManager keys = (X509KeyManager) factory.getKeyManagers()[0];
    String[] aliases = keys.getServerAliases("EC", null);
    assertThat(aliases).hasSize(1);
    return keys.getPrivateKey(aliases[0]);
  }

  private Path pem(PemObjectGenerator... objects) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (PemObjectGenerator object : objects) {
        writer.writeObject(object);
      }
    }
    return Files.writeString(folder.resolve("key.pem"), text.toString());
  }
}
