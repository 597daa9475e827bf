package dev.trestle.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {
  @TempDir Path folder;

  @Test
  void anIdentityIsMadeOnceAndThenReused() {
    Path inside = folder.resolve("tls");
    ServerIdentity made = ServerIdentity.openOrCreate(inside, List.of());
    assertThat(ServerIdentity.openOrCreate(inside, List.of())).isEqualTo(made);
    assertThat(made.validUntil()).isAfter(Instant.now().plus(Duration.ofDays(1000)));
  }

  @Test
  void itNamesThisHostAndTheNamesGiven() throws Exception {
    List<String> names = List.of("trestle.example.org", "10.1.2.3");
    ServerIdentity made = ServerIdentity.openOrCreate(folder, names);
    X509Certificate certificate =
        KeyMaterial.certificates(PemText.read(made.certificateFile())).get(0);
    assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList())
        .map(Object::toString)
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "trestle.example.org", "10.1.2.3");
    assertThat(ClientCertificate.fingerprint(certificate)).isEqualTo(made.fingerprint());
  }

  @Test
  void onlyItsOwnerCanReadTheKeyAndItsPassword() throws Exception {
    ServerIdentity made = ServerIdentity.openOrCreate(folder, List.of());
    for (String file : List.of("server.p12", "server.password")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(made.toString()).doesNotContain(made.keyFile().password());
  }

  @Test
  void anExpiredOneIsReplaced() throws Exception {
    ServerIdentity made = ServerIdentity.openOrCreate(folder, List.of());
    Instant past = Instant.now().minus(Duration.ofDays(3));
    SelfSignedCertificate old =
        SelfSignedCertificate.create("old", List.of(), past, past.plus(Duration.ofDays(1)));
    Files.write(folder.resolve("server.p12"), old.toPkcs12("server", made.keyFile().password()));
    ServerIdentity renewed = ServerIdentity.openOrCreate(folder, List.of());
    assertThat(renewed.fingerprint()).isNotEqualTo(made.fingerprint());
    assertThat(renewed.validUntil()).isAfter(Instant.now());
    assertThat(made.renewed()).isFalse();
    assertThat(renewed.renewed()).isTrue();
    assertThat(
            KeyMaterial.certificates(PemText.read(renewed.certificateFile())).get(0).getNotAfter())
        .isAfter(Instant.now());
  }
}
